using Understudy.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.CommandLine;

/// <summary>One run of the command line as a pipe sees it.</summary>
public sealed record CommandRun(int Exit, string Out, string Error)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<CommandRun> OfAsync(StubNode node, params string[] arguments) =>
        OfAsync(TimeProvider.System, default, [.. arguments, "--node-url", node.Url]);

    public static async Task<CommandRun> OfAsync(TimeProvider clock, CancellationToken stop, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = await UnderstudyCommandLine.RunAsync(
            arguments, new Terminal(output, error, isTerminal: false), clock, stop);
        return new CommandRun(exit, output.ToString(), error.ToString());
    }
}
