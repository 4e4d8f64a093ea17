using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>Prepares a SQLite file. Blocking: Microsoft.Data.Sqlite is.</summary>
internal static class SqliteStore
{
    /// <summary>For each connection: wait for another writer, and lose nothing at a power cut. The wait is tried again
    /// up to <see cref="JournalStoreOptions.LockTimeMax"/>.</summary>
    public const string OnOpen = "PRAGMA busy_timeout=1000;PRAGMA synchronous=FULL;";

    /// <summary>A file from before it could shrink is rewritten once at the start, unless it is larger.</summary>
    private const long RewrittenBytesMax = 256 * 1024 * 1024;

    public static JournalStore Prepare(JournalStoreOptions options)
    {
        var folder = SqliteHold.Take(
            options.Folder ?? throw new JournalStoreException("SQLite needs a data folder."));
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
        LetShrink(connection);
        var mode = Run(connection, "PRAGMA journal_mode=WAL") as string;
        if (mode != "wal") throw new JournalStoreException($"{options}: the file system allows no write-ahead log.");
        Run(connection, JournalTables.Sqlite);
        if (Number(connection, JournalTables.SqliteUniqueIndexes) == 0) throw JournalStore.NoUniqueIndex(options);
        using (var insert = connection.CreateCommand())
        {
            insert.CommandText = JournalTables.InsertInstallation;
            JournalStore.Parameter(insert, "@id", Guid.NewGuid().ToString());
            insert.ExecuteNonQuery();
        }

        return (string)Run(connection, JournalTables.SelectInstallation)!;
    }

    // Only an empty file takes this as it is.
    private static void LetShrink(SqliteConnection connection)
    {
        Run(connection, "PRAGMA auto_vacuum=INCREMENTAL");
        if (Number(connection, "PRAGMA auto_vacuum") != 0 || Number(connection, "PRAGMA page_count") == 0) return;
        if (Number(connection, "PRAGMA page_count") * Number(connection, "PRAGMA page_size") > RewrittenBytesMax)
            return;
        Run(connection, "PRAGMA auto_vacuum=INCREMENTAL");
        Run(connection, "VACUUM");
    }

    private static long Number(SqliteConnection connection, string sql) =>
        Convert.ToInt64(Run(connection, sql), CultureInfo.InvariantCulture);

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
