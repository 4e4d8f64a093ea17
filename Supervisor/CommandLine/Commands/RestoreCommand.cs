using Spectre.Console.Cli;
using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy restore FILE</c>: a backup into a data folder that is empty or not there yet.</summary>
public sealed class RestoreCommand(Terminal terminal) : AsyncCommand<DataSettings>
{
    public override async Task<int> ExecuteAsync(
        CommandContext context, DataSettings settings, CancellationToken cancellationToken)
    {
        settings.RequireEmbedded("pg_restore");
        try
        {
            var events = await Task.Run(
                () => SqliteBackup.Restore(settings.File, settings.Folder), cancellationToken);
            terminal.Raw($"{settings.Folder}: {events} events.");
            return CommandExit.Ok;
        }
        catch (JournalStoreException error)
        {
            throw new CommandFailedException(CommandExit.Failed, error.Message, error);
        }
    }
}
