using Spectre.Console.Cli;
using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>A command that asks a node something and shows the answer.</summary>
public abstract class NodeCommand<TSettings>(Terminal terminal) : AsyncCommand<TSettings>
    where TSettings : NodeSettings
{
    protected Terminal Terminal { get; } = terminal;

    public sealed override async Task<int> ExecuteAsync(
        CommandContext context, TSettings settings, CancellationToken cancellationToken)
    {
        using var client = new ApiClient(settings.Node());
        return await AskAsync(client, settings, cancellationToken);
    }

    protected abstract Task<int> AskAsync(ApiClient client, TSettings settings, CancellationToken cancellation);

    /// <summary>Tells a refusal on stderr, and with <c>--json</c> the answer itself on stdout.</summary>
    /// <param name="where">What it was about, for example <c>hall1/oven setpoint</c>.</param>
    protected int Refuse(ApiAnswer answer, string where, TSettings settings)
    {
        if (settings.Json) Terminal.Raw(answer.Body);
        var problem = answer.Problem;
        var verdict = answer.Verdict is { } known ? $"{known}: " : "";
        Terminal.Error($"{where}: {verdict}{problem.Text}");
        if (answer.RetryAfter is { } pause)
            Terminal.Error($"Try again in {Math.Max(1, (int)pause.TotalSeconds)} s.");
        else if (answer.Verdict == "Indeterminate")
            Terminal.Error("It may have been executed or not. "
                + $"'understudy request {problem.RequestId ?? "ID"}' tells if more becomes known.");
        else if ((int)answer.Status == 404)
            Terminal.Error("'understudy devices' lists what there is.");
        return answer.ExitCode;
    }
}
