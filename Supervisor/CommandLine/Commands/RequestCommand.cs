using System.ComponentModel;
using Spectre.Console.Cli;
using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy request ID</c></summary>
public sealed class RequestCommand(Terminal terminal) : MutationCommand<RequestCommand.Settings>(terminal)
{
    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var answer = await client.GetAsync($"requests/{Uri.EscapeDataString(settings.Id)}", cancellation);
        return Tell(answer, $"request {settings.Id}", settings);
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : NodeSettings
    {
        [CommandArgument(0, "<ID>")]
        [Description("The request's id or idempotency key")]
        public string Id { get; init; } = "";
    }
}
