using Akka.Actor;
using Akka.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Hosting;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A whole node in this process, with its own database, reached over real HTTP.</summary>
internal sealed class NodeUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private bool _isStopped;

    private NodeUnderTest(WebApplication app, string folder) =>
        (_app, _folder, Client) = (app, folder, new NodeClient(new Uri(app.Urls.First())));

    public NodeClient Client { get; }

    /// <summary>The node's way to its gateways.</summary>
    public IActorRef Gateways => _app.Services.GetRequiredService<IRequiredActor<GatewayRegion>>().ActorRef;

    public Uri Address => new(_app.Urls.First());

    public static async Task<NodeUnderTest> StartAsync(
        string plant, Func<NodeOptions, NodeOptions>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("understudy-e2e-").FullName;
        var file = Path.Combine(folder, "plant.yaml");
        await File.WriteAllTextAsync(file, plant);
        var options = new NodeOptions
        {
            Urls = "http://127.0.0.1:0",
            DataFolder = Path.Combine(folder, "data"),
            PlantFile = file,
            DatabaseConnectionString = null,
            AllowDrills = true,
        };
        var app = await NodeHost.BuildAsync(change?.Invoke(options) ?? options);
        await app.StartAsync();
        return new NodeUnderTest(app, folder);
    }

    public string DataFolder => Path.Combine(_folder, "data");

    /// <summary>Its database stays.</summary>
    public async Task StopAsync()
    {
        if (_isStopped) return;
        _isStopped = true;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
