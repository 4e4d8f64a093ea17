using System.Diagnostics;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>What every driver owes, asked of it while it speaks to some device.</summary>
public abstract class DriverContractTests : IAsyncLifetime
{
    protected static readonly TimeSpan ResponseTime = TimeSpan.FromMilliseconds(400);

    /// <summary>The device has no such address.</summary>
    protected static readonly PointSpec Missing = TestPlant.Point("missing", "holding/205");

    protected static readonly PointSpec[] Present =
    [
        TestPlant.Point("level", "input/7"),
        TestPlant.Point("sp", "holding/2", PointType.Int16, scale: 0.1),
        TestPlant.Point("word", "holding/3"),
        TestPlant.Point("manual", "holding/9.3", PointType.Bool),
        TestPlant.Point("auto", "holding/9.4", PointType.Bool),
        TestPlant.Point("gain", "holding/20", PointType.Float32, WordOrder.CDAB),
        TestPlant.Point("total", "holding/22", PointType.Int32, WordOrder.DCBA),
        TestPlant.Point("energy", "holding/24", PointType.Float64, WordOrder.CDAB),
        TestPlant.Point("count", "holding/150", PointType.Int64, WordOrder.CDAB),
        TestPlant.Point("mode", "holding/9.8-11") with
        {
            Names = new ValueNames([new ValueName(0, "off"), new ValueName(9, "heating")]),
        },
        TestPlant.Point("name", "holding/160", PointType.String) with { Length = 9 },
        TestPlant.Structure(
            "ramp",
            TestPlant.Field("target", "holding/170", PointType.Float32),
            TestPlant.Field("time", "holding/172")),
        TestPlant.Point("limit", "holding/199", PointType.Uint16),
        TestPlant.Point("valve", "coil/5", PointType.Bool),
        TestPlant.Point("door", "discrete/1", PointType.Bool),
    ];

    private static readonly CommandSpec[] Commands =
    [
        TestPlant.Command("start", "coil/6", PointType.Bool, PointValue.Of(true)),
        TestPlant.Command("feed", "holding/30", PointType.Uint16, null),
    ];

    protected static readonly IdentitySpec Identity = new(ModbusAddress.Parse("holding/122"), 0xE2A0);

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));
    private ModbusTcpTransport _transport = null!;

    protected CancellationToken Limit => _limit.Token;

    protected DirectLinkSession Link { get; private set; } = null!;

    /// <summary>As the device knows itself.</summary>
    protected static DeviceSpec Served { get; } = TestPlant.Device("oven", 1, Present, Commands, Identity);

    public async ValueTask InitializeAsync()
    {
        _transport = new ModbusTcpTransport(
            TestPlant.Link(await StartPeerAsync(), ResponseTime), TimeProvider.System);
        await _transport.ConnectAsync(Limit);
        Link = new DirectLinkSession(_transport);
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        await StopPeerAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task Opening_tells_the_identity() =>
        Assert.Equal("holding/122 = 0xE2A0", (await OpenAsync()).Identity.Text);

    [Fact]
    public async Task Opening_another_device_names_both_identities()
    {
        var device = Served with { Identity = Identity with { EqualTo = 0x1234 } };
        var error = await Assert.ThrowsAsync<WrongDeviceException>(() => OpenAsync(device));
        Assert.Equal("hall1/oven: holding/122 is 0xE2A0, 0x1234 is declared.", error.Message);
    }

    [Fact]
    public async Task Opening_a_device_without_an_identity_register_names_the_refusal()
    {
        var device = Served with { Identity = new IdentitySpec(Missing.At, 1) };
        var error = await Assert.ThrowsAsync<WrongDeviceException>(() => OpenAsync(device));
        Assert.Contains("exception 02: illegal data address", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_without_a_declared_identity_asks_once_and_a_refusal_shows_life()
    {
        var (_, identity) = await OpenAsync(Served with { Identity = null, Points = [Missing, .. Present] });
        Assert.Equal("not declared", identity.Text);
        Assert.Equal(1, Link.Sent);
    }

    [Theory]
    [InlineData("sp", 21.5)]
    [InlineData("sp", -0.1)]
    [InlineData("word", 65535L)]
    [InlineData("manual", true)]
    [InlineData("gain", 77.5146)]
    [InlineData("energy", 123456789.012345678)]
    [InlineData("total", -123456789L)]
    [InlineData("valve", true)]
    [InlineData("count", -1234567890123456789L)]
    [InlineData("mode", "heating")]
    [InlineData("name", "Oven 7a")]
    public async Task What_was_written_is_read(string point, object value)
    {
        var (driver, _) = await OpenAsync();
        var wanted = value switch
        {
            bool boolean => PointValue.Of(boolean),
            long integer => PointValue.Of(integer),
            string text => PointValue.Of(text),
            _ => PointValue.Of((double)value),
        };
        Assert.IsType<MutationOutcome.Acknowledged>(await WriteAsync(driver, point, wanted));
        Assert.Equal(wanted, (await ReadAsync(driver, point))[0].Value);
        Assert.True((await ReadAsync(driver, point))[0].Status.IsGood);
    }

    [Fact]
    public async Task A_structure_is_written_with_one_request_and_read_with_one()
    {
        var (driver, _) = await OpenAsync();
        var sent = Link.Sent;
        var wanted = PointValue.Of(new StructureValue(
            [KeyValuePair.Create("target", PointValue.Of(77.5)), KeyValuePair.Create("time", PointValue.Of(30L))]));
        Assert.IsType<MutationOutcome.Acknowledged>(await WriteAsync(driver, "ramp", wanted));
        Assert.Equal(wanted, (await ReadAsync(driver, "ramp"))[0].Value);
        Assert.Equal(2, Link.Sent - sent);
    }

    [Fact]
    public async Task What_can_not_be_read_is_written_and_not_asked_for()
    {
        var secret = TestPlant.Point("secret", "holding/3") with { IsReadable = false };
        var (driver, _) = await OpenAsync(Served with { Points = [secret] });
        Assert.IsType<MutationOutcome.Acknowledged>(await WriteAsync(driver, "secret", PointValue.Of(5L)));
        var sent = Link.Sent;
        Assert.Equal(StatusCode.BadNotReadable, (await ReadAsync(driver, "secret"))[0].Status);
        Assert.Equal(StatusCode.BadNotReadable, (await ReadAsync(driver, "secret", "secret"))[0].Status);
        Assert.Equal(sent, Link.Sent);
    }

    [Fact]
    public async Task A_bit_is_written_without_touching_its_neighbour()
    {
        var (driver, _) = await OpenAsync();
        await WriteAsync(driver, "auto", PointValue.Of(true));
        await WriteAsync(driver, "manual", PointValue.Of(true));
        await WriteAsync(driver, "manual", PointValue.Of(false));
        var readings = await ReadAsync(driver, "auto", "manual");
        Assert.Equal([PointValue.Of(true), PointValue.Of(false)], readings.Select(reading => reading.Value!.Value));
    }

    [Fact]
    public async Task Readings_come_in_the_order_asked_for_with_few_requests()
    {
        var (driver, _) = await OpenAsync();
        await WriteAsync(driver, "word", PointValue.Of(3L));
        var sent = Link.Sent;
        string[] asked = ["limit", "valve", "gain", "word", "level", "sp", "manual", "door", "total", "word"];
        var readings = await ReadAsync(driver, asked);
        Assert.Equal(asked, readings.Select(reading => reading.Point.Value));
        Assert.All(readings, reading => Assert.True(reading.Status.IsGood));
        Assert.Equal(PointValue.Of(3L), readings[3].Value);
        // coil, discrete, input, and holding at 2 to 9, at 20 to 23 and at 199
        Assert.Equal(6, Link.Sent - sent);
    }

    [Fact]
    public async Task A_point_that_the_device_refuses_is_bad_and_the_others_stand()
    {
        var (driver, _) = await OpenAsync();
        for (var round = 0; round < 2; round++)
        {
            var readings = await ReadAsync(driver, "word", "limit", "missing");
            Assert.Equal([StatusCode.Good, StatusCode.Good, StatusCode.BadNotReadable], readings.Select(r => r.Status));
            Assert.Null(readings[2].Value);
        }

        Assert.Equal(StatusCode.BadNotReadable, (await ReadAsync(driver, "missing"))[0].Status);
    }

    [Fact]
    public async Task A_refused_write_is_the_answer_of_the_device_in_words()
    {
        var (driver, _) = await OpenAsync();
        var outcome = Assert.IsType<MutationOutcome.Rejected>(await WriteAsync(driver, "missing", PointValue.Of(1L)));
        Assert.Equal("exception 02: illegal data address", outcome.Reason);
        Assert.True((await ReadAsync(driver, "word"))[0].Status.IsGood);
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_not_sent()
    {
        var (driver, _) = await OpenAsync();
        var sent = Link.Sent;
        var outcome = Assert.IsType<MutationOutcome.Rejected>(await WriteAsync(driver, "word", PointValue.Of(65536L)));
        Assert.StartsWith("not sent: 65536 does not fit into uint16", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(sent, Link.Sent);
    }

    [Fact]
    public async Task Commands_write_their_value_or_the_argument()
    {
        var device = Served with
        {
            Points =
            [
                .. Present,
                TestPlant.Point("started", "coil/6", PointType.Bool),
                TestPlant.Point("fed", "holding/30"),
            ],
        };
        var (driver, _) = await OpenAsync(device);
        Assert.IsType<MutationOutcome.Acknowledged>(await InvokeAsync(driver, "start"));
        Assert.IsType<MutationOutcome.Acknowledged>(
            await InvokeAsync(driver, "feed", ("value", PointValue.Of(42L))));
        var readings = await ReadAsync(driver, "started", "fed");
        Assert.Equal([PointValue.Of(true), PointValue.Of(42L)], readings.Select(reading => reading.Value!.Value));
        Assert.IsType<MutationOutcome.Rejected>(await InvokeAsync(driver, "feed"));
    }

    [Fact]
    public async Task Calls_may_overlap_up_to_the_declared_number()
    {
        var (driver, _) = await OpenAsync();
        await WriteAsync(driver, "word", PointValue.Of(9L));
        for (var round = 0; round < 50; round++)
        {
            var calls = Enumerable.Range(0, driver.Traits.CallsInFlightMax)
                .Select(call => ReadAsync(driver, call % 2 == 0 ? ["word"] : ["level", "word"])).ToArray();
            foreach (var readings in await Task.WhenAll(calls)) Assert.Equal(PointValue.Of(9L), readings[^1].Value);
        }
    }

    [Fact]
    public async Task A_silent_device_is_no_response_and_its_late_answers_are_not_taken_for_others()
    {
        var (driver, _) = await OpenAsync();
        await WriteAsync(driver, "word", PointValue.Of(7L));
        Hang();
        await Assert.ThrowsAsync<NoResponseException>(() => ReadAsync(driver, "level"));
        await Assert.ThrowsAsync<NoResponseException>(() => ReadAsync(driver, "sp"));
        Continue();
        for (var i = 0; i < 20; i++) Assert.Equal(PointValue.Of(7L), (await ReadAsync(driver, "word"))[0].Value);
    }

    [Fact]
    public async Task A_cancelled_call_ends_at_once()
    {
        var (driver, _) = await OpenAsync();
        Hang();
        using var cancelled = new CancellationTokenSource();
        var reading = driver.ReadAsync([new PointId("word")], cancelled.Token);
        var began = Stopwatch.GetTimestamp();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Limit));
        Assert.True(Stopwatch.GetElapsedTime(began) < ResponseTime);
        Continue();
    }

    [Fact]
    public async Task A_device_that_dies_is_a_lost_link()
    {
        var (driver, _) = await OpenAsync();
        await KillAsync();
        await Assert.ThrowsAsync<LinkLostException>(() => ReadAsync(driver, "word"));
        await Assert.ThrowsAsync<LinkLostException>(() => WriteAsync(driver, "word", PointValue.Of(1L)));
    }

    /// <summary>Returns the port on which the device answers as unit 1.</summary>
    protected abstract Task<int> StartPeerAsync();

    protected abstract Task StopPeerAsync();

    /// <summary>It takes requests and answers none.</summary>
    protected abstract void Hang();

    protected abstract void Continue();

    protected abstract Task KillAsync();

    protected async Task<(IDriver Driver, DeviceIdentity Identity)> OpenAsync(DeviceSpec? device = null)
    {
        device ??= Served with { Points = [.. Present, Missing] };
        var driver = new ModbusTcpProtocol().CreateDriver(device);
        var host = new DirectDriverHost(device, Link, TimeProvider.System, ResponseTime);
        return (driver, await driver.OpenAsync(host, Limit));
    }

    protected Task<IReadOnlyList<PointReading>> ReadAsync(IDriver driver, params string[] points) =>
        driver.ReadAsync([.. points.Select(point => new PointId(point))], Limit);

    protected Task<MutationOutcome> WriteAsync(IDriver driver, string point, PointValue value) =>
        driver.WriteAsync(new PointId(point), value, DirectDriverHost.Permit, Limit);

    private Task<MutationOutcome> InvokeAsync(
        IDriver driver, string command, params (string Name, PointValue Value)[] arguments) =>
        driver.InvokeAsync(
            new CommandId(command),
            arguments.ToDictionary(argument => argument.Name, argument => argument.Value),
            DirectDriverHost.Permit,
            Limit);
}
