using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using Akka.Actor;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.CommandLine;
using Understudy.Supervisor.Hosting;

namespace Understudy.Tests.Supervisor.Hosting;

/// <summary>Whole nodes, with a gateway that only answers.</summary>
public sealed class NodeHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("understudy-").FullName;
    private readonly Gateways _gateways = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_node_without_a_plant_simulates_one_and_hands_its_gateways_off_when_it_stops()
    {
        await using var node = await StartedAsync(Options());
        using var http = new HttpClient { BaseAddress = new Uri(node.Urls.First()) };

        await EventuallyAsync(async () => (await http.GetAsync("/health/ready")).IsSuccessStatusCode);
        await EventuallyAsync(() => Task.FromResult(_gateways.Declared.ContainsKey("hall1")));
        var devices = JsonDocument.Parse(await http.GetStringAsync("/api/v1/devices")).RootElement;
        var point = await http.GetAsync("/api/v1/devices/hall1/furnace1/points/temperature");
        using (var socket = new TcpClient())
            await socket.ConnectAsync("127.0.0.1", _gateways.Declared["hall1"].Spec.Link.Port);
        var stopped = System.Diagnostics.Stopwatch.StartNew();
        await node.StopAsync();

        Assert.True(devices.GetArrayLength() > 10);
        Assert.Equal(503, (int)point.StatusCode);
        Assert.Equal("modbusTcp", _gateways.Declared["hall1"].Spec.Link.Kind);
        Assert.True(_gateways.HandedOff >= 3, $"{_gateways.HandedOff} handed off");
        Assert.True(stopped.Elapsed < TimeSpan.FromSeconds(10), $"{stopped.Elapsed}");
    }

    [Fact]
    public async Task A_plant_that_was_applied_is_declared_by_the_next_node_on_the_same_folder()
    {
        const string plant = """
            gateways:
              one: {link: {modbusTcp: 127.0.0.1:1}, devices: {d: {profile: p, unit: 1}}}
            profiles:
              p: {class: register, points: {temp: {at: input/0, type: int16}}}
            """;
        await using (var first = await StartedAsync(Options()))
        {
            using var http = new HttpClient { BaseAddress = new Uri(first.Urls.First()) };
            await EventuallyAsync(async () => (await http.GetAsync("/health/ready")).IsSuccessStatusCode);
            await EventuallyAsync(async () =>
                (await http.PutAsync("/api/v1/plant", new StringContent(plant))).IsSuccessStatusCode);
            await first.StopAsync();
        }

        _gateways.Declared.Clear();
        await using var second = await StartedAsync(Options());
        await EventuallyAsync(() => Task.FromResult(_gateways.Declared.ContainsKey("one")));
        await second.StopAsync();

        Assert.Equal(["one"], _gateways.Declared.Keys);
    }

    [Fact]
    public async Task A_second_node_on_the_same_folder_is_refused_with_the_way_out()
    {
        await using var first = await BuiltAsync(Options());

        var error = await Assert.ThrowsAsync<StartFailedException>(() => BuiltAsync(Options()));

        Assert.Equal(CommandExit.Failed, error.ExitCode);
        Assert.Contains(Environment.ProcessId.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains("--data", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_way_out()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((System.Net.IPEndPoint)taken.LocalEndpoint).Port}";

        var error = await Assert.ThrowsAsync<StartFailedException>(() => BuiltAsync(Options() with { Urls = url }));

        Assert.Equal(CommandExit.Failed, error.ExitCode);
        Assert.StartsWith(url, error.Message, StringComparison.Ordinal);
        Assert.Contains("--urls", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_plant_file_is_told_by_file_line_and_key()
    {
        var file = Path.Combine(_folder, "bad.yaml");
        await File.WriteAllTextAsync(file, "gateways:\n  hall1: {}\n");

        var error = await Assert.ThrowsAsync<StartFailedException>(
            () => BuiltAsync(Options() with { PlantFile = file }));

        Assert.Equal(CommandExit.BadInput, error.ExitCode);
        Assert.StartsWith($"{file}:2:", error.Message, StringComparison.Ordinal);
        Assert.Contains("gateways.hall1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=x;Username=x;Password=secret", CommandExit.Failed)]
    [InlineData("nonsense", CommandExit.Failed)]
    public async Task A_database_that_can_not_be_used_is_named_without_its_password(string database, int exitCode)
    {
        var error = await Assert.ThrowsAsync<StartFailedException>(
            () => BuiltAsync(Options() with { DatabaseConnectionString = database }));

        Assert.Equal(exitCode, error.ExitCode);
        Assert.Contains(NodeOptions.DatabaseVariable, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_can_not_be_made_is_named()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "");

        var error = await Assert.ThrowsAsync<StartFailedException>(
            () => BuiltAsync(Options() with { DataFolder = Path.Combine(file, "data") }));

        Assert.Equal(CommandExit.Failed, error.ExitCode);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await holds()) return;
            await Task.Delay(100);
        }

        Assert.Fail("It did not come true within 30 s.");
    }

    private NodeOptions Options() => new()
    {
        Urls = "http://127.0.0.1:0",
        DataFolder = Path.Combine(_folder, "data"),
        DatabaseConnectionString = null,
        NodeName = "test",
    };

    private Task<WebApplication> BuiltAsync(NodeOptions options) => NodeHost.BuildAsync(
        options, services => services.AddSingleton<GatewayProps>(_gateways.PropsOf));

    private async Task<WebApplication> StartedAsync(NodeOptions options)
    {
        var node = await BuiltAsync(options);
        await node.StartAsync();
        return node;
    }

    private sealed class Gateways
    {
        private int _handedOff;

        public ConcurrentDictionary<string, GatewayCommands.Declare> Declared { get; } = [];

        public int HandedOff => _handedOff;

        public Props PropsOf(GatewayId gateway, GatewayEnvironment environment) =>
            Props.Create(() => new FakeGateway(this, environment));

        private sealed class FakeGateway : ReceiveActor
        {
            public FakeGateway(Gateways all, GatewayEnvironment environment)
            {
                Assert.Equal(8, environment.Boot.Length);
                Assert.Contains("modbusTcp", environment.Protocols.Keys);
                Receive<GatewayCommands.Declare>(declare =>
                {
                    all.Declared[declare.Gateway.Value] = declare;
                    Sender.Tell(new GatewayCommands.Declared(declare.Gateway));
                });
                Receive<GatewayCommands.Retire>(_ => Context.Stop(Self));
                Receive<GatewayCommands.HandOff>(_ =>
                {
                    Interlocked.Increment(ref all._handedOff);
                    Context.Stop(Self);
                });
                Receive<IDeviceMessage>(message => Sender.Tell(new ShadowReplies.Refused(
                    message.Device.ToString(), RefusalKind.Busy, "fake", ServedBy.ShadowBusy)));
                Receive<ShadowQueries.GetGateway>(query => Sender.Tell(new ShadowReplies.GatewayStatus(
                    query.Gateway, true, "fake", true, null, environment.Node, [])));
            }
        }
    }
}
