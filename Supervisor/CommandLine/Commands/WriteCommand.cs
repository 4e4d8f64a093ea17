using System.ComponentModel;
using Spectre.Console.Cli;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy write DEVICE POINT VALUE</c></summary>
public sealed class WriteCommand(Terminal terminal) : MutationCommand<WriteCommand.Settings>(terminal)
{
    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        var value = ValueText.Typed(settings.Value);
        var timeout = DurationOption.Parse(settings.Timeout, "--timeout");
        var answer = await client.WriteAsync(
            device, settings.Point, value, settings.Key, timeout, cancellation, settings.Token());
        return Tell(answer, $"{device} {settings.Point} = {ValueText.Of(value)}", settings);
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : LockSettings
    {
        [CommandArgument(1, "<POINT>")]
        [Description("The point to write")]
        public string Point { get; init; } = "";

        [CommandArgument(2, "<VALUE>")]
        [Description("true, 12, 1.5, a text or a structure ('{\"time\": 30}'); quotes make a text: '\"12\"'")]
        public string Value { get; init; } = "";

        [CommandOption("--key <ID>")]
        [Description("Idempotency key: the same key is never executed twice")]
        public string? Key { get; init; }

        [CommandOption("--timeout <TIME>")]
        [Description("How long to wait for the verdict. Default: 5s")]
        public string? Timeout { get; init; }
    }
}
