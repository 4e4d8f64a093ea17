using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Understudy.Hardware.Model;
using Understudy.Supervisor.CommandLine.Words;
using Understudy.Supervisor.Dashboard;
using Understudy.Supervisor.Dashboard.View;
using Understudy.Supervisor.Hosting;

namespace Understudy.Tests.Supervisor.Dashboard;

/// <summary>The pages alone, served on a port of the system's choice, with a picture that a test can change.</summary>
public sealed class DashboardNode : IPlantView, IAsyncDisposable
{
    private readonly WebApplication _app;

    private DashboardNode(Func<DateTimeOffset, PlantSnapshot> picture, string url)
    {
        Picture = picture;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IPlantView>(this);
        var face = new DashboardFace();
        face.AddServices(builder.Services, new NodeOptions());
        _app = builder.Build();
        face.Map(_app);
    }

    public Func<DateTimeOffset, PlantSnapshot> Picture { get; set; }

    public int PicturesTaken { get; private set; }

    public Uri Url => new(_app.Urls.Single());

    public static async Task<DashboardNode> StartAsync(
        Func<DateTimeOffset, PlantSnapshot> picture, string url = "http://127.0.0.1:0")
    {
        var node = new DashboardNode(picture, url);
        await node._app.StartAsync();
        return node;
    }

    public Task<PlantSnapshot> GetPlantAsync(CancellationToken cancellation)
    {
        PicturesTaken++;
        return Task.FromResult(Picture(DateTimeOffset.UtcNow));
    }

    public Task<IReadOnlyList<JournalEntry>?> GetJournalAsync(
        DeviceId device, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<JournalEntry>?>(SamplePlant.Journal(DateTimeOffset.UtcNow));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
