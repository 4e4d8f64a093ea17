using Microsoft.Extensions.DependencyInjection.Extensions;
using Spectre.Console.Cli;
using Understudy.Supervisor.Dashboard;
using Understudy.Supervisor.Hosting;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy run</c>, also what is done without any arguments.</summary>
public sealed class RunCommand(Terminal terminal) : AsyncCommand<RunSettings>
{
    public override Task<int> ExecuteAsync(
        CommandContext context, RunSettings settings, CancellationToken cancellationToken) =>
        NodeHost.RunAsync(settings.Options(), AddParts);

    private void AddParts(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(terminal);
        services.AddHostedService<BannerService>();
        services.AddSingleton<INodeFace, DashboardFace>();
    }
}
