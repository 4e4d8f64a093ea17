using System.Reflection;
using Akka.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Supervisor.Alarms.Webhook;
using Understudy.Supervisor.Api;
using Understudy.Supervisor.CommandLine;
using Understudy.Supervisor.Metrics;
using Understudy.Supervisor.Tracing;

namespace Understudy.Supervisor.Hosting;

/// <summary>Puts a node together and runs it.</summary>
public static class NodeHost
{
    /// <summary>A node that is not yet started. <c>app.Urls</c> tells its addresses once it is. Disposing it gives the
    /// data folder back, also when it was never started.</summary>
    /// <param name="parts">Adds services; what is added here comes before the node's own.</param>
    /// <exception cref="StartFailedException">Something it needs is missing, wrong or taken.</exception>
    public static async Task<WebApplication> BuildAsync(NodeOptions options, Action<IServiceCollection>? parts = null)
    {
        var plant = await PlantSource.ReadAsync(options.PlantFile, options.TtlMax);
        ListenAddress.Check(options.Urls);
        var webhook = WebhookOptions.From(options);
        var store = await PrepareAsync(options);
        try
        {
            var phase = new NodePhase();
            var builder = NewBuilder(options);
            builder.Logging.AddNodeLog(phase);
            parts?.Invoke(builder.Services);
            List<INodeFace> faces = [new ApiFace(), new MetricsFace(), new TracesFace(), .. FacesOf(builder.Services)];
            foreach (var face in faces) face.AddServices(builder.Services, options);
            builder.Services.AddUnderstudyNode(options, store);
            if (webhook is not null) builder.Services.AddSingleton(webhook);
            builder.Services.AddSingleton(plant);
            builder.Services.AddAkka(
                NodeActors.SystemName, (akka, services) => akka.AddUnderstudyActors(services));
            builder.Services.AddHostedService<PlantAtStart>();
            builder.Services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
            builder.Services.AddHostedService<ServiceNotice>();
            var app = builder.Build();
            _ = app.Services.GetRequiredService<JournalStore>();
            phase.Follow(app.Lifetime);
            foreach (var face in faces) face.Map(app);
            return app;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Runs a node until it is told to stop; returns the exit code. Errors are told on stderr.</summary>
    public static async Task<int> RunAsync(NodeOptions options, Action<IServiceCollection>? parts = null)
    {
        try
        {
            await using var app = await BuildAsync(options, parts);
            await StartAsync(app, options);
            await app.WaitForShutdownAsync();
            app.Logger.LogInformation("Node {Node} has stopped", options.NodeName);
            return CommandExit.Ok;
        }
        catch (StartFailedException error)
        {
            await Console.Error.WriteLineAsync($"understudy: {error.Message}");
            return error.ExitCode;
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync($"understudy: {Unexpected(error)}");
            return CommandExit.Failed;
        }
    }

    /// <summary>One line for an error that nobody foresaw, with the place that a report of it needs.</summary>
    private static string Unexpected(Exception error)
    {
        var root = error.GetBaseException();
        var place = root.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Understudy.")) ?? "";
        var version = Assembly.GetExecutingAssembly().GetName().Version;
        return $"The node can't run: {root.GetType().Name}: {root.Message.ReplaceLineEndings(" ")} "
            + $"This is a mistake in Understudy {version}: please report this line. {place.Trim()}".TrimEnd();
    }

    private static async Task StartAsync(WebApplication app, NodeOptions options)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException error)
        {
            await app.StopAsync();
            throw ListenAddress.Taken(options.Urls, error);
        }

        app.Logger.LogInformation(
            "Node {Node} serves at {Urls}, journal in {Journal}",
            options.NodeName,
            string.Join(' ', app.Urls),
            app.Services.GetRequiredService<JournalStore>().Options);
        if (app.Services.GetRequiredService<JournalStore>().Notice is { } notice)
            app.Logger.LogWarning("{Notice}", notice);
        if (app.Services.GetRequiredService<JournalStore>().Takeover is { } takeover)
            app.Logger.LogWarning(
                "The journal was restored or copied: until then it was that of installation {From}. Its devices are "
                + "Disabled until somebody enables them ('understudy state DEVICE enabled')",
                takeover.From);
        app.Lifetime.ApplicationStopping.Register(() => app.Logger.LogInformation(
            "Node {Node} stops: what is under way ends, links are closed, claims are given back", options.NodeName));
    }

    private static async Task<JournalStore> PrepareAsync(NodeOptions options)
    {
        try
        {
            return await JournalStore.PrepareAsync(
                JournalStoreOptions.From(options.DatabaseConnectionString, options.DataFolder) with
                {
                    Installation = options.Installation,
                });
        }
        catch (JournalStoreException error)
        {
            var mend = options.DatabaseConnectionString is null
                ? "Choose another folder with --data, or stop the node that uses this one."
                : $"See to the database, or change {NodeOptions.DatabaseVariable}.";
            throw new StartFailedException(CommandExit.Failed, $"{error.Message.TrimEnd('.')}. {mend}", error);
        }
    }

    private static WebApplicationBuilder NewBuilder(NodeOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Settings of a node come from its command line, not from where it happens to be started.
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = Assembly.GetExecutingAssembly().GetName().Name,
            EnvironmentName = Environments.Production,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ApiLimits.BodyBytesMax;
            kestrel.Limits.MaxConcurrentConnections = ApiLimits.ConnectionsMax;
            kestrel.Limits.RequestHeadersTimeout = ApiLimits.HeadersTimeMax;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeMax);
        return builder;
    }

    private static IEnumerable<INodeFace> FacesOf(IServiceCollection services) =>
    [
        .. services.Where(service => service.ServiceType == typeof(INodeFace)).Select(service =>
            service.ImplementationInstance as INodeFace
            ?? (INodeFace)Activator.CreateInstance(service.ImplementationType!)!),
    ];
}
