using System.ComponentModel;
using Spectre.Console.Cli;
using Understudy.Supervisor.Hosting;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>A file and a data folder, of which one is copied to the other.</summary>
public sealed class DataSettings : CommandSettings
{
    [CommandArgument(0, "<FILE>")]
    [Description("The backup")]
    public string File { get; init; } = "";

    [CommandOption("--data <DIR>")]
    [Description("The data folder. Default: understudy-data")]
    public string? Data { get; init; }

    public string Folder => Data ?? new NodeOptions().DataFolder;

    /// <exception cref="CommandFailedException">The node's database is not the embedded one.</exception>
    public void RequireEmbedded(string instead)
    {
        if (new NodeOptions().DatabaseConnectionString is not null && Data is null)
            throw new CommandFailedException(
                CommandExit.BadInput,
                $"{NodeOptions.DatabaseVariable} names a PostgreSQL database: use {instead}, see docs/journal.md.");
    }
}
