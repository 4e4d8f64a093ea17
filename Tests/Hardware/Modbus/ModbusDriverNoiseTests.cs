using CsCheck;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>A driver before a device that answers anything.</summary>
public sealed class ModbusDriverNoiseTests
{
    private static readonly DeviceSpec Device = TestPlant.Device(
        "odd",
        1,
        [
            TestPlant.Point("coil", "coil/0", PointType.Bool),
            TestPlant.Point("door", "discrete/3", PointType.Bool),
            TestPlant.Point("bit", "holding/0.3", PointType.Bool),
            TestPlant.Point("word", "holding/1", PointType.Int16, scale: 0.1),
            TestPlant.Point("count", "holding/2", PointType.Uint32, WordOrder.CDAB),
            TestPlant.Point("level", "holding/9", PointType.Float32, WordOrder.BADC),
            TestPlant.Point("sum", "input/0", PointType.Float64),
            TestPlant.Point("total", "input/4", PointType.Uint64),
            TestPlant.Point("name", "holding/20", PointType.String) with { Length = 7 },
        ],
        [TestPlant.Command("start", "coil/5", PointType.Bool, PointValue.Of(true))],
        new IdentitySpec(ModbusAddress.Parse("holding/12"), 0xE2A0));

    [Fact]
    public Task Whatever_a_device_answers_a_driver_ends_as_its_contract_says() => Gen.Select(
        Gen.Enum<Likeness>(), AnyExchange.NoisePdu).Array[1, 12].SampleAsync(async answers =>
    {
        await using var driver = new ModbusDriver(Device);
        var host = new DirectDriverHost(
            Device, new NoisySession(answers), TimeProvider.System, LinkSpec.DefaultResponseTime);
        if (!await IsDoneAsync(driver.OpenAsync(host, CancellationToken.None))) return;
        await IsDoneAsync(driver.ReadAsync([.. Device.Points.Select(point => point.Id)], CancellationToken.None));
        foreach (var point in Device.Points)
        {
            await IsDoneAsync(driver.ReadAsync([point.Id], CancellationToken.None));
            var value = point.Type switch
            {
                PointType.Bool => PointValue.Of(true),
                PointType.String => PointValue.Of("x"),
                _ => PointValue.Of(1L),
            };
            await IsDoneAsync(driver.WriteAsync(point.Id, value, DirectDriverHost.Permit, CancellationToken.None));
        }

        var nothing = new Dictionary<string, PointValue>();
        await IsDoneAsync(driver.InvokeAsync(
            new CommandId("start"), nothing, DirectDriverHost.Permit, CancellationToken.None));
    });

    private static async Task<bool> IsDoneAsync(Task task)
    {
        try
        {
            await task.WaitAsync(ScriptedPeer.WaitMax);
            return true;
        }
        catch (Exception error) when (
            error is ProtocolViolationException or NoResponseException or WrongDeviceException)
        {
            return false;
        }
    }

    private enum Likeness
    {
        None,
        Function,
        FunctionAndLength,
        Identity,
    }

    /// <summary>Answers by the list, over and over.</summary>
    private sealed class NoisySession((Likeness Likeness, byte[] Noise)[] answers) : ILinkSession
    {
        private int _asked;

        public TimeSpan ResponseTime => LinkSpec.DefaultResponseTime;

        public Task<ReadOnlyMemory<byte>> ExchangeAsync(LinkRequest request, CancellationToken cancellation)
        {
            var (likeness, noise) = answers[_asked++ % answers.Length];
            var pdu = request.Payload.Span;
            var reply = likeness switch
            {
                Likeness.Identity => [pdu[0], 2, 0xE2, 0xA0],
                Likeness.Function when noise.Length > 0 => [pdu[0], .. noise[1..]],
                Likeness.FunctionAndLength when ModbusRequestParser.TryParse(pdu, out var read, out _) =>
                    Fitting(read, pdu, noise),
                _ => noise,
            };
            return Task.FromResult<ReadOnlyMemory<byte>>(reply);
        }

        private static byte[] Fitting(ModbusRequest request, ReadOnlySpan<byte> pdu, byte[] noise)
        {
            if (request is not ModbusRequest.Read read) return ModbusResponse.OfEcho(pdu);
            var data = new byte[read.Table is ModbusTable.Coil or ModbusTable.Discrete
                ? (read.Count + 7) / 8
                : 2 * read.Count];
            noise.AsSpan(0, Math.Min(noise.Length, data.Length)).CopyTo(data);
            return ModbusResponse.OfData(request.Function, data);
        }
    }
}
