using System.ComponentModel;
using Spectre.Console.Cli;
using Understudy.Hardware.Model;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy invoke DEVICE COMMAND [name=value...]</c></summary>
public sealed class InvokeCommand(Terminal terminal) : MutationCommand<InvokeCommand.Settings>(terminal)
{
    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        var arguments = Arguments(settings.Arguments);
        var timeout = DurationOption.Parse(settings.Timeout, "--timeout");
        var answer = await client.InvokeAsync(
            device, settings.Command, arguments, settings.Key, timeout, cancellation, settings.Token());
        return Tell(answer, $"{device} {settings.Command}", settings);
    }

    private static Dictionary<string, PointValue> Arguments(string[] texts)
    {
        var arguments = new Dictionary<string, PointValue>();
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=');
            if (equals <= 0 || !arguments.TryAdd(text[..equals], ValueText.Typed(text[(equals + 1)..])))
                throw new CommandFailedException(
                    CommandExit.BadInput, $"'{text}' is no argument: name=value is expected, each name once.");
        }

        return arguments;
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : LockSettings
    {
        [CommandArgument(1, "<COMMAND>")]
        [Description("The command to invoke")]
        public string Command { get; init; } = "";

        [CommandArgument(2, "[ARGUMENTS]")]
        [Description("Its arguments as name=value")]
        public string[] Arguments { get; init; } = [];

        [CommandOption("--key <ID>")]
        [Description("Idempotency key: the same key is never executed twice")]
        public string? Key { get; init; }

        [CommandOption("--timeout <TIME>")]
        [Description("How long to wait for the verdict. Default: 5s")]
        public string? Timeout { get; init; }
    }
}
