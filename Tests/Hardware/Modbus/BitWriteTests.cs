using System.Buffers.Binary;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>Bits of a register of a device that may have function 22 or not.</summary>
public sealed class BitWriteTests
{
    private static readonly PointSpec[] Bits =
    [
        .. Enumerable.Range(0, 16).Select(bit => TestPlant.Point($"b{bit}", $"holding/9.{bit}", PointType.Bool)),
    ];

    [Fact]
    public async Task A_device_with_function_22_is_asked_for_it_alone()
    {
        var word = new OneRegister(hasMaskWrite: true) { Register = 0xF0F0 };
        await WriteAsync(word, BitWrites.Mask, ("b0", true), ("b4", false));
        Assert.Equal((0xF0E1, "22 22"), (word.Register, word.Functions));
    }

    [Fact]
    public async Task A_device_without_it_is_asked_once_and_then_has_its_register_read_and_written()
    {
        var word = new OneRegister(hasMaskWrite: false) { Register = 0xF0F0 };
        await WriteAsync(word, BitWrites.Mask, ("b0", true), ("b4", false));
        Assert.Equal((0xF0E1, "22 3 6 3 6"), (word.Register, word.Functions));
    }

    [Fact]
    public async Task A_profile_may_say_that_a_device_has_it_not()
    {
        var word = new OneRegister(hasMaskWrite: true);
        await WriteAsync(word, BitWrites.ReadModifyWrite, ("b0", true));
        Assert.Equal((1, "3 6"), (word.Register, word.Functions));
    }

    [Fact]
    public async Task Changes_of_one_register_at_the_same_time_do_not_undo_each_other()
    {
        var word = new OneRegister(hasMaskWrite: false);
        await using var driver = await OpenAsync(word, BitWrites.ReadModifyWrite);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(bit => driver.WriteAsync(
            new PointId($"b{bit}"), PointValue.Of(true), DirectDriverHost.Permit,
            TestContext.Current.CancellationToken)));
        Assert.All(outcomes, outcome => Assert.IsType<MutationOutcome.Acknowledged>(outcome));
        Assert.Equal(0xFFFF, word.Register);
    }

    [Fact]
    public async Task A_register_that_can_not_be_read_is_not_written()
    {
        var word = new OneRegister(hasMaskWrite: false) { IsReadable = false };
        await using var driver = await OpenAsync(word, BitWrites.Mask);
        var outcome = await driver.WriteAsync(
            new PointId("b0"), PointValue.Of(true), DirectDriverHost.Permit, TestContext.Current.CancellationToken);
        Assert.StartsWith("not sent: ", Assert.IsType<MutationOutcome.Rejected>(outcome).Reason);
        Assert.Equal((0, "22 3"), (word.Register, word.Functions));
    }

    private static async Task WriteAsync(OneRegister word, BitWrites how, params (string Point, bool Value)[] writes)
    {
        await using var driver = await OpenAsync(word, how);
        foreach (var (point, value) in writes)
            Assert.IsType<MutationOutcome.Acknowledged>(await driver.WriteAsync(
                new PointId(point), PointValue.Of(value), DirectDriverHost.Permit,
                TestContext.Current.CancellationToken));
    }

    private static async Task<ModbusDriver> OpenAsync(OneRegister word, BitWrites how)
    {
        var device = TestPlant.Device("oven", 1, Bits) with { BitWrites = how };
        var driver = new ModbusDriver(device);
        await driver.OpenAsync(
            new DirectDriverHost(device, word, TimeProvider.System, word.ResponseTime),
            TestContext.Current.CancellationToken);
        word.Forget();
        return driver;
    }

    /// <summary>Answers after a while, so that calls overlap.</summary>
    private sealed class OneRegister(bool hasMaskWrite) : ILinkSession
    {
        private readonly List<byte> _functions = [];

        public ushort Register { get; set; }

        public bool IsReadable { get; init; } = true;

        public TimeSpan ResponseTime => TimeSpan.FromSeconds(1);

        public string Functions => string.Join(' ', _functions);

        public void Forget() => _functions.Clear();

        public async Task<ReadOnlyMemory<byte>> ExchangeAsync(LinkRequest request, CancellationToken cancellation)
        {
            var pdu = request.Payload.ToArray();
            lock (_functions) _functions.Add(pdu[0]);
            await Task.Yield();
            switch (pdu[0])
            {
                case 3 when IsReadable: return new byte[] { 3, 2, (byte)(Register >> 8), (byte)Register };
                case 6:
                    Register = BinaryPrimitives.ReadUInt16BigEndian(pdu.AsSpan(3));
                    return pdu;
                case 22 when hasMaskWrite:
                    var (and, or) = (BinaryPrimitives.ReadUInt16BigEndian(pdu.AsSpan(3)),
                        BinaryPrimitives.ReadUInt16BigEndian(pdu.AsSpan(5)));
                    Register = (ushort)((Register & and) | (or & ~and));
                    return pdu;
                default: return new byte[] { (byte)(pdu[0] | 0x80), (byte)(pdu[0] == 3 ? 2 : 1) };
            }
        }
    }
}
