using System.Globalization;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>Our driver and transport against a server, with mbpoll as the witness. Bytes are from the examples and
/// tables of the Modbus Application Protocol V1.1b3, 6.</summary>
public abstract class ModbusPeerTests<TPeer>(TPeer peer) : IClassFixture<TPeer>, IAsyncLifetime
    where TPeer : class, IModbusPeer
{
    protected const byte Unit = 1;

    protected static readonly TimeSpan ShortResponseTime = TimeSpan.FromMilliseconds(200);

    private const int OurRegisters = 0;
    private const int TheirRegisters = 124;

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));
    private ModbusTcpTransport? _transport;

    protected TPeer Peer => peer;

    protected CancellationToken Limit => _limit.Token;

    protected ModbusTcpTransport Transport => _transport!;

    /// <summary>How a device like this server would be declared.</summary>
    protected virtual BitWrites BitWrites => BitWrites.Mask;

    public async ValueTask InitializeAsync() => await ConnectAsync();

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        _limit.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Coils_are_written_and_read()
    {
        Assert.Equal("0F0028000B", await AskAsync("0F0028000B02AD05"));
        Assert.Equal("0102AD05", await AskAsync("010028000B"));
        Assert.Equal("05002A0000", await AskAsync("05002A0000"));
        Assert.Equal("050029FF00", await AskAsync("050029FF00"));
        Assert.Equal("0102AB05", await AskAsync("010028000B"));
        Assert.Equal("1 1 0 1 0 1 0 1 1 0 1", await WitnessAsync("0", 40, 11));
    }

    [Fact]
    public async Task Discrete_inputs_are_read()
    {
        Assert.Equal("02029200", await AskAsync("020000000A"));
        Assert.Equal("0 1 0 0 1 0 0 1 0 0", await WitnessAsync("1", 0, 10));
    }

    [Fact]
    public async Task Input_registers_are_read()
    {
        Assert.Equal("0406000500060007", await AskAsync("0400050003"));
        Assert.Equal("0x0005 0x0006 0x0007", await WitnessAsync("3:hex", 5, 3));
    }

    [Fact]
    public async Task Discrete_inputs_are_the_same_for_us_and_for_an_independent_client()
    {
        PointSpec[] points =
        [
            .. Enumerable.Range(30, 12).Select(at => TestPlant.Point($"d{at}", $"discrete/{at}", PointType.Bool)),
        ];
        var readings = await (await OpenAsync(points)).ReadAsync([.. points.Select(point => point.Id)], Limit);
        var ours = readings.Select(reading => reading.Value == PointValue.Of(true) ? "1" : "0");
        Assert.Equal(string.Join(' ', ours), await WitnessAsync("1", 30, points.Length));
    }

    /// <summary>What each type makes of its registers is worked out by hand for holding registers: the same registers
    /// are put there.</summary>
    [Theory]
    [MemberData(nameof(WireSamples.Types), MemberType = typeof(WireSamples))]
    public async Task Input_registers_are_of_each_type_what_an_independent_client_sees(PointType type)
    {
        var holding = WireSamples.Of(type, TheirRegisters).Select(sample => sample.Point).ToArray();
        PointSpec[] inputs =
        [
            .. holding.Select(point => point with
            {
                Id = new PointId($"{point.Id}-input"),
                At = point.At with { Table = ModbusTable.Input },
                Role = PointRole.Measurement,
            }),
        ];
        await DisconnectAsync();
        var count = WireSamples.Of(type, TheirRegisters).Sum(sample => sample.Registers.Length);
        var seen = await Mbpoll.ReadAsync(peer.Port, Unit, "3:hex", TheirRegisters, count);
        Assert.Equal(Enumerable.Range(TheirRegisters, count).Select(at => $"0x{at:X4}"), seen);
        await Mbpoll.WriteAsync(peer.Port, Unit, "4", TheirRegisters, [.. seen.Select(Decimal)]);
        await ConnectAsync();
        var driver = await OpenAsync([.. holding, .. inputs]);
        var expected = await driver.ReadAsync([.. holding.Select(point => point.Id)], Limit);
        var readings = await driver.ReadAsync([.. inputs.Select(point => point.Id)], Limit);
        Assert.All(expected, reading => Assert.NotNull(reading.Value));
        Assert.Equal(expected.Select(reading => reading.Value), readings.Select(reading => reading.Value));
    }

    [Fact]
    public async Task Holding_registers_are_written_and_read()
    {
        Assert.Equal("1000640003", await AskAsync("1000640003060102FFFE8000"));
        Assert.Equal("0600651234", await AskAsync("0600651234"));
        Assert.Equal("0306010212348000", await AskAsync("0300640003"));
        Assert.Equal("0x0102 0x1234 0x8000", await WitnessAsync("4:hex", 100, 3));
    }

    [Fact]
    public async Task Bits_of_a_register_are_written_without_touching_their_neighbours()
    {
        var bit = TestPlant.Point("one", "holding/105.3", PointType.Bool);
        var bits = TestPlant.Point("four", "holding/105.8-11");
        await AskAsync("0600698010");
        var driver = await OpenAsync(bit, bits);
        Assert.IsType<MutationOutcome.Acknowledged>(await WriteAsync(driver, bit, PointValue.Of(true)));
        Assert.IsType<MutationOutcome.Acknowledged>(await WriteAsync(driver, bits, PointValue.Of(9L)));
        var readings = await driver.ReadAsync([bit.Id, bits.Id], Limit);
        Assert.Equal([PointValue.Of(true), PointValue.Of(9L)], readings.Select(reading => reading.Value!.Value));
        await DisconnectAsync();
        Assert.Equal(["0x8918"], await Mbpoll.ReadAsync(peer.Port, Unit, "4:hex", 105));
    }

    [Fact]
    public async Task A_structure_is_the_same_for_us_and_for_an_independent_client()
    {
        var ramp = TestPlant.Structure(
            "ramp",
            TestPlant.Field("target", "holding/117", PointType.Float32, WordOrder.CDAB),
            TestPlant.Field("time", "holding/119"));
        await WriteAsync(await OpenAsync(ramp), ramp, Ramp(77.5146, 30));
        await DisconnectAsync();
        Assert.Equal(["0x077A", "0x429B", "0x001E"], await Mbpoll.ReadAsync(peer.Port, Unit, "4:hex", 117, 3));
        await Mbpoll.WriteAsync(peer.Port, Unit, "4", 117, "52429", "48588", "65535");
        await ConnectAsync();
        Assert.Equal(Ramp(-0.1, 65535), (await (await OpenAsync(ramp)).ReadAsync([ramp.Id], Limit))[0].Value);
    }

    [Fact]
    public async Task A_coil_is_the_same_for_us_and_for_an_independent_client()
    {
        var (ours, theirs) = (Coil("ours", 48), Coil("theirs", 49));
        await WriteAsync(await OpenAsync(ours), ours, PointValue.Of(true));
        await DisconnectAsync();
        Assert.Equal(["1"], await Mbpoll.ReadAsync(peer.Port, Unit, "0", 48));
        await Mbpoll.WriteAsync(peer.Port, Unit, "0", 48, "0", "1");
        await ConnectAsync();
        var readings = await (await OpenAsync(ours, theirs)).ReadAsync([ours.Id, theirs.Id], Limit);
        Assert.Equal([PointValue.Of(false), PointValue.Of(true)], readings.Select(reading => reading.Value!.Value));
    }

    [Theory]
    [MemberData(nameof(WireSamples.Types), MemberType = typeof(WireSamples))]
    public async Task What_we_wrote_is_read_by_us_and_by_an_independent_client(PointType type)
    {
        var samples = WireSamples.Of(type, OurRegisters);
        var driver = await OpenAsync(samples);
        foreach (var sample in samples)
            Assert.IsType<MutationOutcome.Acknowledged>(await WriteAsync(driver, sample.Point, sample.Value));
        await AssertReadAsync(driver, samples);
        await DisconnectAsync();
        var registers = samples.SelectMany(sample => sample.Hex).ToArray();
        Assert.Equal(registers, await Mbpoll.ReadAsync(peer.Port, Unit, "4:hex", OurRegisters, registers.Length));
    }

    [Theory]
    [MemberData(nameof(WireSamples.Types), MemberType = typeof(WireSamples))]
    public async Task What_an_independent_client_wrote_we_read(PointType type)
    {
        var samples = WireSamples.Of(type, TheirRegisters);
        await DisconnectAsync();
        string[] registers = [.. samples.SelectMany(sample => sample.Registers).Select(Text)];
        await Mbpoll.WriteAsync(peer.Port, Unit, "4", TheirRegisters, registers);
        await ConnectAsync();
        await AssertReadAsync(await OpenAsync(samples), samples);
    }

    [Theory]
    [InlineData(PointType.Int32, "4:int", WordOrder.ABCD, "-123456789")]
    [InlineData(PointType.Int32, "4:int", WordOrder.CDAB, "16909060")]
    [InlineData(PointType.Float32, "4:float", WordOrder.ABCD, "77.5146")]
    [InlineData(PointType.Float32, "4:float", WordOrder.CDAB, "-0.1")]
    public async Task Numbers_are_the_same_for_us_and_for_an_independent_client(
        PointType type, string theirType, WordOrder order, string number)
    {
        var (ours, theirs) = (new PointId("ours"), new PointId("theirs"));
        PointSpec[] points =
        [
            TestPlant.Point("ours", "holding/110", type, order), TestPlant.Point("theirs", "holding/112", type, order),
        ];
        var value = type.IsFloat()
            ? PointValue.Of(double.Parse(number, CultureInfo.InvariantCulture))
            : PointValue.Of(long.Parse(number, CultureInfo.InvariantCulture));
        await WriteAsync(await OpenAsync(points), points[0], value);
        await DisconnectAsync();
        Assert.Equal([number], await Mbpoll.ReadAsync(peer.Port, Unit, theirType, 110, 1, order));
        await Mbpoll.WriteAsync(peer.Port, Unit, theirType, 112, order, number);
        await ConnectAsync();
        var readings = await (await OpenAsync(points)).ReadAsync([ours, theirs], Limit);
        Assert.Equal([value, value], readings.Select(reading => reading.Value!.Value));
    }

    [Fact]
    public async Task Each_write_is_executed_once_and_reading_writes_nothing()
    {
        var (coil, word) = (Coil("coil", 60), TestPlant.Point("word", "holding/106"));
        var real = TestPlant.Point("real", "holding/107", PointType.Float32);
        var driver = await OpenAsync(coil, word, real);
        await AskAsync("060078AAAA");
        await WriteAsync(driver, word, PointValue.Of(5L));
        await WriteAsync(driver, coil, PointValue.Of(true));
        await driver.ReadAsync([coil.Id, word.Id, real.Id], Limit);
        await WriteAsync(driver, real, PointValue.Of(77.5146));
        await AskAsync("060078BBBB");
        await Probe.UntilAsync(() => Task.FromResult(peer.Writes.Contains("1 holding/120 48059")));
        Assert.Equal(
            ["1 holding/106 5", "1 coil/60 1", "1 holding/107 17051", "1 holding/108 1914", "1 holding/120 48059"],
            peer.Writes.SkipWhile(write => write != "1 holding/120 43690").Skip(1));
    }

    [Fact]
    public async Task A_server_that_stood_still_is_heard_again_on_the_same_connection()
    {
        await AskAsync("06006D0007");
        peer.Hang();
        try
        {
            await Assert.ThrowsAsync<NoResponseException>(() => AskAsync("0400090001", ShortResponseTime));
            await Assert.ThrowsAsync<NoResponseException>(() => AskAsync("0400080001", ShortResponseTime));
        }
        finally
        {
            peer.Continue();
        }

        for (var i = 0; i < 20; i++) Assert.Equal("03020007", await AskAsync("03006D0001"));
        Assert.False(Transport.Lost.IsCompleted);
    }

    [Fact]
    public async Task A_killed_server_is_a_lost_link_and_a_fresh_one_is_found_at_its_defaults()
    {
        await AskAsync("06006D0007");
        try
        {
            await peer.KillAsync();
            Assert.NotEmpty(await Transport.Lost.WaitAsync(Limit));
            await Assert.ThrowsAsync<LinkLostException>(() => AskAsync("03006D0001"));
            await DisconnectAsync();
            await Assert.ThrowsAsync<LinkLostException>(ConnectAsync);
        }
        finally
        {
            await peer.RestartAsync();
        }

        await ConnectAsync();
        Assert.Equal("0302E2A0", await AskAsync("03007A0001"));
        Assert.Equal("03020000", await AskAsync("03006D0001"));
    }

    protected async Task ConnectAsync()
    {
        await DisconnectAsync();
        _transport = new ModbusTcpTransport(TestPlant.Link(peer.Port), TimeProvider.System);
        await _transport.ConnectAsync(Limit);
    }

    /// <summary>Before anybody else comes: there are servers for one client only.</summary>
    protected async Task DisconnectAsync()
    {
        if (_transport is not null) await _transport.DisposeAsync();
        _transport = null;
    }

    /// <summary>What mbpoll sees there now, over a connection of its own.</summary>
    protected async Task<string> WitnessAsync(string type, int offset, int count)
    {
        await DisconnectAsync();
        return string.Join(' ', await Mbpoll.ReadAsync(peer.Port, Unit, type, offset, count));
    }

    protected async Task<string> AskAsync(string request, TimeSpan? responseTime = null)
    {
        var answer = await Transport.ExchangeAsync(
            new LinkRequest(Unit, Convert.FromHexString(request), null, responseTime ?? ScriptedPeer.WaitMax),
            () => null,
            Limit);
        return Convert.ToHexString(answer.Span);
    }

    protected async Task<IDriver> OpenAsync(params PointSpec[] points)
    {
        var device = TestPlant.Device(
            "oven", Unit, points, identity: new IdentitySpec(ModbusAddress.Parse("holding/122"), 0xE2A0));
        device = device with { BitWrites = BitWrites };
        var driver = new ModbusTcpProtocol().CreateDriver(device);
        var link = new DirectLinkSession(Transport);
        await driver.OpenAsync(new DirectDriverHost(device, link, TimeProvider.System, ScriptedPeer.WaitMax), Limit);
        return driver;
    }

    protected Task<MutationOutcome> WriteAsync(IDriver driver, PointSpec point, PointValue value) =>
        driver.WriteAsync(point.Id, value, DirectDriverHost.Permit, Limit);

    private static PointValue Ramp(double target, long time) => PointValue.Of(new StructureValue(
        [KeyValuePair.Create("target", PointValue.Of(target)), KeyValuePair.Create("time", PointValue.Of(time))]));

    private static PointSpec Coil(string id, int offset) => TestPlant.Point(id, $"coil/{offset}", PointType.Bool);

    private static string Text(ushort register) => register.ToString(CultureInfo.InvariantCulture);

    private static string Decimal(string hex) =>
        Text(ushort.Parse(hex.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private Task<IDriver> OpenAsync(WireSample[] samples) => OpenAsync([.. samples.Select(sample => sample.Point)]);

    private async Task AssertReadAsync(IDriver driver, WireSample[] samples)
    {
        var readings = await driver.ReadAsync([.. samples.Select(sample => sample.Point.Id)], Limit);
        Assert.Equal(
            samples.Select(sample => sample.Shown),
            samples.Zip(readings, (sample, reading) => sample.Shows(reading.Value)));
    }
}
