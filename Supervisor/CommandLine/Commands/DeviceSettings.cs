using System.ComponentModel;
using Spectre.Console.Cli;
using Understudy.Hardware.Model;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>What every command about one device takes.</summary>
public class DeviceSettings : NodeSettings
{
    [CommandArgument(0, "<DEVICE>")]
    [Description("The device, as gateway/device")]
    public string DeviceText { get; init; } = "";

    public DeviceId Device() => DeviceId.TryParse(DeviceText, out var device)
        ? device
        : throw new CommandFailedException(
            CommandExit.BadInput,
            $"'{DeviceText}' is not a device id: gateway/device is expected, for example hall1/oven.\n"
                + "'understudy devices' lists them.");
}
