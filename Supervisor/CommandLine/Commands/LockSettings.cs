using System.ComponentModel;
using Spectre.Console.Cli;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>What every command takes that a device's lock may stand in the way of.</summary>
public class LockSettings : DeviceSettings
{
    public const string TokenVariable = "UNDERSTUDY_LOCK_TOKEN";

    [CommandOption("--lock-token <TOKEN>")]
    [Description("Proves that the lock is yours. Default: UNDERSTUDY_LOCK_TOKEN")]
    public string? LockToken { get; init; }

    /// <summary>Null: none is given.</summary>
    public string? Token() => LockToken
        ?? (Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token ? token : null);
}
