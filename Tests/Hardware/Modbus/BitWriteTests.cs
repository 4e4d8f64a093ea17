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

    [Theory]
    [InlineData(BitWrites.Mask, 1, "exception 01: illegal function), and function 22 is not there", "22 3")]
    [InlineData(BitWrites.Mask, 4, "exception 04: server device failure)", "22 3")]
    [InlineData(BitWrites.ReadModifyWrite, 2, "exception 02: illegal data address)", "3")]
    [InlineData(BitWrites.ReadModifyWrite, 5, "exception 05: acknowledge, still working)", "3")]
    [InlineData(BitWrites.ReadModifyWrite, 10, "exception 0A: gateway path unavailable)", "3")]
    public async Task Why_a_register_can_not_be_read_is_told(BitWrites how, byte code, string reason, string functions)
    {
        var word = new OneRegister(hasMaskWrite: false);
        await using var driver = await OpenAsync(word, how);
        (word.IsReadable, word.Refusal) = (false, code);
        var outcome = Assert.IsType<MutationOutcome.Rejected>(await WriteOneAsync(driver, "b0"));
        Assert.Contains(reason, outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(how == BitWrites.Mask, outcome.Reason.Contains("function 22", StringComparison.Ordinal));
        Assert.Equal((0, functions), (word.Register, word.Functions));
    }

    [Theory]
    [InlineData(BitWrites.Mask)]
    [InlineData(BitWrites.ReadModifyWrite)]
    public async Task A_gateway_whose_device_gives_no_answer_to_the_read_is_no_device_that_says_no(BitWrites how)
    {
        var word = new OneRegister(hasMaskWrite: false);
        await using var driver = await OpenAsync(word, how);
        (word.IsReadable, word.Refusal) = (false, 0x0B);
        await Assert.ThrowsAsync<NoResponseException>(() => WriteOneAsync(driver, "b0"));
        Assert.Equal(0, word.Register);
    }

    [Fact]
    public async Task A_device_that_gives_no_answer_to_function_22_is_told_with_the_setting_that_helps()
    {
        var word = new OneRegister(hasMaskWrite: false) { IsSilentToMaskWrite = true };
        await using var driver = await OpenAsync(word, BitWrites.Mask);
        var silence = await Assert.ThrowsAsync<NoResponseException>(() => WriteOneAsync(driver, "b0"));
        Assert.StartsWith("silent.", silence.Message, StringComparison.Ordinal);
        Assert.Contains("'bitWrites: readModifyWrite'", silence.Message, StringComparison.Ordinal);
    }

    public static TheoryData<PointSpec?, CommandSpec?, bool> Neighbours => new()
    {
        { Beside("holding/9.7", PointRole.Configuration), null, false },
        { Beside("holding/9.7", PointRole.Output), null, true },
        { Beside("holding/9.7", PointRole.Trigger), null, true },
        { Beside("holding/9.7", PointRole.Heartbeat), null, true },
        { Beside("holding/9", PointRole.Output), null, true },
        { Beside("holding/8", PointRole.Trigger, PointType.Uint32), null, true },
        { Beside("holding/8", PointRole.Trigger), null, false },
        { Beside("holding/10", PointRole.Trigger), null, false },
        { Beside("coil/9", PointRole.Trigger, PointType.Bool), null, false },
        { Beside("holding/9.0", PointRole.Trigger), null, false },
        { null, TestPlant.Command("start", "holding/9.7", PointType.Bool, PointValue.Of(true)), true },
        { null, TestPlant.Command("start", "holding/7.7", PointType.Bool, PointValue.Of(true)), false },
    };

    [Theory]
    [MemberData(nameof(Neighbours), DisableDiscoveryEnumeration = true)]
    public async Task What_acts_is_not_written_along_with_its_register_unless_that_is_declared(
        PointSpec? point, CommandSpec? command, bool isRefused)
    {
        var written = TestPlant.Point("b0", "holding/9.0", PointType.Bool);
        var device = TestPlant.Device(
            "oven", 1, point is null ? [written] : [written, point], command is null ? [] : [command]);
        var word = new OneRegister(hasMaskWrite: false) { Register = 0x80 };
        await using var driver = await OpenAsync(word, device);
        var outcome = await WriteOneAsync(driver, "b0");
        if (isRefused)
        {
            var reason = Assert.IsType<MutationOutcome.Rejected>(outcome).Reason;
            Assert.StartsWith("not sent: ", reason, StringComparison.Ordinal);
            Assert.Contains($"'{point?.Id.Value ?? command!.Id.Value}'", reason, StringComparison.Ordinal);
            Assert.Contains("'bitWrites: readModifyWrite'", reason, StringComparison.Ordinal);
        }

        Assert.Equal(isRefused ? (0x80, "22") : (0x81, "22 3 6"), (word.Register, word.Functions));

        var declared = new OneRegister(hasMaskWrite: false) { Register = 0x80 };
        await using var allowed = await OpenAsync(declared, device with { BitWrites = BitWrites.ReadModifyWrite });
        Assert.IsType<MutationOutcome.Acknowledged>(await WriteOneAsync(allowed, "b0"));
        Assert.Equal((0x81, "3 6"), (declared.Register, declared.Functions));
    }

    private static PointSpec Beside(string at, PointRole role, PointType? type = null) => TestPlant.Point(
        "start", at, type ?? (at.Contains('.', StringComparison.Ordinal) ? PointType.Bool : PointType.Uint16),
        role: role);

    private static Task<MutationOutcome> WriteOneAsync(ModbusDriver driver, string point) => driver.WriteAsync(
        new PointId(point), PointValue.Of(true), DirectDriverHost.Permit, TestContext.Current.CancellationToken);

    private static async Task WriteAsync(OneRegister word, BitWrites how, params (string Point, bool Value)[] writes)
    {
        await using var driver = await OpenAsync(word, how);
        foreach (var (point, value) in writes)
            Assert.IsType<MutationOutcome.Acknowledged>(await driver.WriteAsync(
                new PointId(point), PointValue.Of(value), DirectDriverHost.Permit,
                TestContext.Current.CancellationToken));
    }

    private static Task<ModbusDriver> OpenAsync(OneRegister word, BitWrites how) =>
        OpenAsync(word, TestPlant.Device("oven", 1, Bits) with { BitWrites = how });

    private static async Task<ModbusDriver> OpenAsync(OneRegister word, DeviceSpec device)
    {
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

        public bool IsReadable { get; set; } = true;

        public bool IsSilentToMaskWrite { get; init; }

        public byte Refusal { get; set; } = 2;

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
                case 22 when IsSilentToMaskWrite: throw new NoResponseException("silent.");
                case 22 when hasMaskWrite:
                    var (and, or) = (BinaryPrimitives.ReadUInt16BigEndian(pdu.AsSpan(3)),
                        BinaryPrimitives.ReadUInt16BigEndian(pdu.AsSpan(5)));
                    Register = (ushort)((Register & and) | (or & ~and));
                    return pdu;
                default: return new byte[] { (byte)(pdu[0] | 0x80), pdu[0] == 3 ? Refusal : (byte)1 };
            }
        }
    }
}
