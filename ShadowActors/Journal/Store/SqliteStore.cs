using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>Prepares a SQLite file. Blocking: Microsoft.Data.Sqlite is.</summary>
internal static class SqliteStore
{
    /// <summary>For each connection: wait for the other writer of this process, and lose nothing at a power cut.
    /// </summary>
    public const string OnOpen = "PRAGMA busy_timeout=5000;PRAGMA synchronous=FULL;";

    public static JournalStore Prepare(JournalStoreOptions options)
    {
        var folder = Held(options.Folder ?? throw new JournalStoreException("SQLite needs a data folder."));
        try
        {
            return new JournalStore(options, Installation(options), folder);
        }
        catch (SqliteException error)
        {
            folder.Dispose();
            throw new JournalStoreException($"{options} can't be used: {error.Message}", error);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static FolderLock Held(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return FolderLock.Take(folder);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new JournalStoreException($"The data folder {folder} can't be used: {error.Message}", error);
        }
    }

    private static string Installation(JournalStoreOptions options)
    {
        var text = new SqliteConnectionStringBuilder(options.ConnectionString)
        {
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        };
        using var connection = new SqliteConnection(text.ConnectionString);
        connection.Open();
        Run(connection, OnOpen);
        var mode = Run(connection, "PRAGMA journal_mode=WAL") as string;
        if (mode != "wal") throw new JournalStoreException($"{options}: the file system allows no write-ahead log.");
        Run(connection, JournalTables.Sqlite);
        if (Convert.ToInt64(Run(connection, JournalTables.SqliteUniqueIndexes), CultureInfo.InvariantCulture) == 0)
            throw JournalStore.NoUniqueIndex(options);
        using (var insert = connection.CreateCommand())
        {
            insert.CommandText = JournalTables.InsertInstallation;
            JournalStore.Parameter(insert, "@id", Guid.NewGuid().ToString());
            insert.ExecuteNonQuery();
        }

        return (string)Run(connection, JournalTables.SelectInstallation)!;
    }

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
