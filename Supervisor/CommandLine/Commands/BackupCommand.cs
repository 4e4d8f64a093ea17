using Spectre.Console.Cli;
using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy backup FILE</c>: the embedded database, also of a node that runs, as one file.</summary>
public sealed class BackupCommand(Terminal terminal) : AsyncCommand<DataSettings>
{
    public override async Task<int> ExecuteAsync(
        CommandContext context, DataSettings settings, CancellationToken cancellationToken)
    {
        settings.RequireEmbedded("pg_dump");
        try
        {
            var events = await Task.Run(
                () => SqliteBackup.Save(settings.Folder, settings.File), cancellationToken);
            terminal.Raw($"{settings.File}: {events} events.");
            return CommandExit.Ok;
        }
        catch (JournalStoreException error)
        {
            throw new CommandFailedException(CommandExit.Failed, error.Message, error);
        }
    }
}
