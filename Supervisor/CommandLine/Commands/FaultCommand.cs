using System.ComponentModel;
using Spectre.Console.Cli;
using Understudy.DriverActors.Protocol;
using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy fault DEVICE throw|hang</c></summary>
public sealed class FaultCommand(Terminal terminal) : NodeCommand<FaultCommand.Settings>(terminal)
{
    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        if (!Enum.TryParse<DrillFault>(settings.Kind, ignoreCase: true, out var fault)
            || !char.IsAsciiLetter(settings.Kind[0]))
            throw new CommandFailedException(
                CommandExit.BadInput, $"'{settings.Kind}' is no fault: throw or hang is expected.");
        var path = $"{ApiClient.PathOf(device)}/driver/faults";
        var answer = await client.PostAsync(path, "kind", $"{fault}", null, cancellation);
        if (!answer.IsSuccess) return Refuse(answer, $"{device}", settings);
        if (settings.Json) Terminal.Raw(answer.Body);
        else
            Terminal.Raw($"{device}: the driver's next call will {$"{fault}".ToLowerInvariant()}. "
                + $"See what comes of it: understudy journal {device}");
        return answer.ExitCode;
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : DeviceSettings
    {
        [CommandArgument(1, "<KIND>")]
        [Description("throw: the next call fails; hang: it never ends")]
        public string Kind { get; init; } = "";
    }
}
