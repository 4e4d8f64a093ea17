using System.ComponentModel;
using Spectre.Console.Cli;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>What commands take that read a journal: from a node, or from its database.</summary>
public class JournalAccessSettings : DeviceSettings
{
    [CommandOption("--database <WHERE>")]
    [Description("Read the database itself, without a node: a data folder, an address without a password, or 'env' for "
        + "UNDERSTUDY_DATABASE")]
    public string? Database { get; init; }
}
