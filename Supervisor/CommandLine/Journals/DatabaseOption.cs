using Npgsql;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Supervisor.Hosting;

namespace Understudy.Supervisor.CommandLine.Journals;

/// <summary>What <c>--database</c> names.</summary>
public static class DatabaseOption
{
    public const string OfEnvironment = "env";

    private const string Forms =
        "a data folder, its understudy.db, 'postgres://user@host:port/name' or 'env' is expected";

    /// <exception cref="CommandFailedException">There is no such database, or its password is told to all who list this
    /// machine's processes.</exception>
    public static JournalStoreOptions Parse(string text)
    {
        try
        {
            if (text == OfEnvironment) return OfVariable();
            if (text.Contains("://", StringComparison.Ordinal)
                || text.StartsWith("Host=", StringComparison.OrdinalIgnoreCase))
                return WithoutPassword(JournalStoreOptions.From(text, "."));
        }
        catch (JournalStoreException error)
        {
            throw new CommandFailedException(CommandExit.BadInput, $"--database: {error.Message}", error);
        }

        var folder = Path.GetFileName(text) == JournalStoreOptions.FileName
            ? Path.GetDirectoryName(Path.GetFullPath(text))!
            : text;
        if (!File.Exists(Path.Combine(folder, JournalStoreOptions.FileName)))
            throw new CommandFailedException(
                CommandExit.BadInput,
                $"--database: there is no {JournalStoreOptions.FileName} in '{folder}': {Forms}.");
        return JournalStoreOptions.InFolder(folder);
    }

    private static JournalStoreOptions OfVariable() =>
        Environment.GetEnvironmentVariable(NodeOptions.DatabaseVariable) is { Length: > 0 } database
            ? JournalStoreOptions.From(database, ".")
            : throw new CommandFailedException(
                CommandExit.BadInput, $"--database: {NodeOptions.DatabaseVariable} names no database.");

    private static JournalStoreOptions WithoutPassword(JournalStoreOptions options) =>
        new NpgsqlConnectionStringBuilder(options.ConnectionString).Password is { Length: > 0 }
            ? throw new CommandFailedException(
                CommandExit.BadInput,
                "--database: a password on the command line is seen by others. Give the whole address by "
                    + $"{NodeOptions.DatabaseVariable} and '--database env', or the password by PGPASSWORD.")
            : options;
}
