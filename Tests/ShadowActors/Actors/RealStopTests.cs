using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Plant;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;
using Understudy.Tests.ShadowActors.Journal;
using Understudy.Tests.Supervisor.EndToEnd;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>"Stop" passes whatever stands in the way of other changes, is executed once, and is on record after it.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class RealStopTests : IDisposable
{
    private const byte Unit = 1;
    private const long Poison = 13;
    private const string Device = "api/v1/devices/hall1/d1";

    private readonly ScratchFolder _folder = new();
    private readonly PoisonousProtocol _protocol = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_lock_that_another_holds()
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(await database.CreateAsync());
        Assert.IsType<ShadowReplies.Decided>(await gateway.LockAsync("ann"));
        Assert.True(await gateway.WriteAsync("level", 5) is ShadowReplies.Refused { Kind: RefusalKind.Locked });

        await AssertStopsAsync(gateway, "stop-1");

        await AssertOnRecordAsync(gateway, "stop-1");
        Assert.Empty(await gateway.JournalAsync("gap-recorded"));
        Assert.Equal("ann", (await gateway.StatusAsync())!.Lock?.Owner);
    }

    [Fact]
    public async Task A_device_that_is_given_up_while_its_link_is_up()
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await FaultedAsync(await database.CreateAsync());
        Assert.True(await gateway.WriteAsync("valve", 5) is ShadowReplies.Refused { Kind: RefusalKind.Busy });

        await AssertStopsAsync(gateway, "stop-1");

        await AssertOnRecordAsync(gateway, "stop-1");
        Assert.Equal(0, gateway.Simulator.Executions.Of(Unit, RealGateway.Valve).Number);
    }

    [Fact]
    public async Task A_unit_that_was_silent_for_long_and_is_back()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000));
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(await database.CreateAsync(), time: time);
        gateway.Simulator.Set(null, new SimulatorFault.Silence());
        for (var silentFrom = time.GetUtcNow(); time.GetUtcNow() - silentFrom < TimeSpan.FromSeconds(20);)
        {
            gateway.Advance(TimeSpan.FromMilliseconds(100));
            Assert.False(await gateway.ReadAsync());
        }

        gateway.Simulator.ClearAll();
        var asked = time.GetUtcNow();
        await AssertStopsAsync(gateway, "stop-1");

        // Of its own its next try may be 5 s away.
        Assert.InRange(time.GetUtcNow() - asked, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_is_stopped(bool isLockedAndGivenUp)
    {
        await using var server = PostgresServer.Own();
        var options = JournalStoreOptions.From(await server.CreateDatabaseAsync(), "unused");
        await using var gateway = isLockedAndGivenUp
            ? await FaultedAsync(options)
            : await RealGateway.StartAsync(options);
        if (isLockedAndGivenUp) Assert.IsType<ShadowReplies.Decided>(await gateway.LockAsync("ann"));
        await server.StopAsync();

        await AssertStopsAsync(gateway, "stop-1");

        await server.StartAsync();
        await AssertOnRecordAsync(gateway, "stop-1");
        Assert.Contains(
            await gateway.JournalAsync("gap-recorded"), gap => gap.Contains("stop-1 operator: invoke stop"));
        Assert.Equal(1, gateway.Simulator.Executions.Of(Unit, RealGateway.Stop).Number);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_full_disk()
    {
        var data = Path.Combine(_folder.Path, "understudy-data");
        await using var simulator = new ModbusSimulator(Parse(TextOf(502)).Gateways.Single());
        simulator.Start();
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "plant.yaml"), TextOf(simulator.Port));
        await using var node = NodeProcess.StartOnSmallDisk(
            _folder.Path, data, 24, "run", "--plant", "plant.yaml", "--urls", "http://127.0.0.1:0");
        var address = await node.UntilItServesAsync();
        using var http = new HttpClient { BaseAddress = address, Timeout = NodeProcess.WaitMax };
        await NodeClient.UntilAsync(async () => await WriteAsync(http, 1) == HttpStatusCode.OK, "it serves");
        var ballast = node.OwnDisk(Path.Combine(data, "ballast"));

        Ballast.Fill(ballast);
        var first = await StopAsync(http, "stop-1");
        await NodeClient.UntilAsync(
            async () => await WriteAsync(http, 2) == HttpStatusCode.ServiceUnavailable, "changes are refused");
        var second = await StopAsync(http, "stop-2");
        var executed = simulator.Executions.Of(Unit, RealGateway.Stop).Number;
        File.Delete(ballast);
        await NodeClient.UntilAsync(async () => await WriteAsync(http, 3) == HttpStatusCode.OK, "changes are taken");

        Assert.Contains("\"Confirmed\"", first);
        Assert.Contains("\"Confirmed\"", second);
        Assert.Equal(2, executed);
        Assert.Equal(2, simulator.Executions.Of(Unit, RealGateway.Stop).Number);
        var journal = await http.GetStringAsync($"{Device}/journal?kind=gap-recorded&limit=1000");
        Assert.Contains("stop-2", journal);
        foreach (var key in (string[])["stop-1", "stop-2"])
            Assert.Contains("\"Confirmed\"", await http.GetStringAsync($"{Device}/requests/{key}"));
    }

    private static async Task AssertStopsAsync(RealGateway gateway, string request)
    {
        var answer = await gateway.StopAsync(request);
        Assert.True(answer is ShadowReplies.RequestStatus { Verdict: Verdict.Confirmed }, $"{answer}");
        Assert.Equal(1, gateway.Simulator.Executions.Of(Unit, RealGateway.Stop).Number);
    }

    /// <summary>As soon as the journal is back.</summary>
    private static async Task AssertOnRecordAsync(RealGateway gateway, string request)
    {
        await Probe.UntilAsync(async () => await HasAsync("request-settled"));
        Assert.True(await HasAsync("request-dispatched"));

        async Task<bool> HasAsync(string kind)
        {
            try
            {
                return (await gateway.JournalAsync(kind)).Count(json => json.Contains($"\"{request}\"")) == 1;
            }
            catch (DbException)
            {
                // A connection from before the server was stopped.
                return false;
            }
        }
    }

    // Two failures are one too many, and the next probe is far away.
    private async Task<RealGateway> FaultedAsync(JournalStoreOptions options)
    {
        var gateway = await RealGateway.StartAsync(options, WithSmallBudget, protocol: _protocol);
        _protocol.Value = PointValue.Of(Poison);
        await gateway.WriteAsync("level", Poison);
        await Probe.UntilAsync(async () => await gateway.StatusAsync() is { Mode: DeviceMode.Faulted });
        Assert.Equal(2, _protocol.Thrown);
        return gateway;
    }

    private static GatewaySpec WithSmallBudget(GatewaySpec gateway) => gateway with
    {
        Devices =
        [
            .. gateway.Devices.Select(device => device with
            {
                Budget = BudgetSpec.Default with { Intensity = 1, ProbePeriod = TimeSpan.FromHours(1) },
            }),
        ],
    };

    private static PlantSpec Parse(string text)
    {
        var parsed = PlantFile.Parse(text, "plant.yaml");
        return parsed.Plant ?? throw new ArgumentException(string.Join(Environment.NewLine, parsed.Lines()));
    }

    private static string TextOf(int port) => string.Create(CultureInfo.InvariantCulture, $$"""
        gateways:
          hall1:
            link: {modbusTcp: 127.0.0.1:{{port}}, inFlight: 1, responseTime: 1s}
            scanClasses: {fast: 250ms}
            devices:
              d1: {profile: pump, unit: {{Unit}}}
        profiles:
          pump:
            class: register
            points:
              flow: {at: input/0, type: uint16, scan: fast}
              level: {at: holding/0, type: uint16, role: configuration}
            commands:
              stop: {write: {at: {{RealGateway.Stop}}, type: uint16, value: 1}, idempotent: true, safe: true}

        """);

    private static async Task<HttpStatusCode> WriteAsync(HttpClient http, int value)
    {
        using var answer = await http.PutAsJsonAsync($"{Device}/points/level", new { value });
        return answer.StatusCode;
    }

    private static async Task<string> StopAsync(HttpClient http, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Device}/commands/stop");
        request.Headers.Add("Idempotency-Key", key);
        request.Content = JsonContent.Create(new { });
        using var answer = await http.SendAsync(request);
        return $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }
}
