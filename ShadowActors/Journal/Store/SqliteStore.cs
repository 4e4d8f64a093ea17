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
            var (installation, takeover, notice) = Installation(options);
            return new JournalStore(options, installation, takeover, folder) { Notice = notice };
        }
        catch (SqliteException error)
        {
            folder.Dispose();
            throw new JournalStoreException($"{options} can't be used: {error.Message}", error);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            folder.Dispose();
            throw new JournalStoreException($"{options.Folder} can't be used: {error.Message}", error);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static (string Id, Takeover? Takeover, string? Notice) Installation(JournalStoreOptions options)
    {
        var text = new SqliteConnectionStringBuilder(options.ConnectionString)
        {
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        };
        using var connection = new SqliteConnection(text.ConnectionString);
        connection.Open();
        Run(connection, OnOpen);
        var notice = LetShrink(connection, options);
        var mode = Run(connection, "PRAGMA journal_mode=WAL") as string;
        if (mode != "wal") throw new JournalStoreException($"{options}: the file system allows no write-ahead log.");
        Run(connection, JournalTables.Sqlite);
        Run(connection, JournalKinds.Index);
        if (Number(connection, JournalTables.SqliteUniqueIndexes) == 0) throw JournalStore.NoUniqueIndex(options);
        var (id, takeover) = Owned(connection, options.Folder!);
        return (id, takeover, notice);
    }

    // In this order, so that a database whose file could not be written is another's once more, never the other way.
    private static (string Id, Takeover? Takeover) Owned(SqliteConnection connection, string folder)
    {
        using var transaction = connection.BeginTransaction();
        // Microsoft.Data.Sqlite's tasks have ended when they are given.
        var recorded = InstallationSql.RecordedAsync(connection, default).GetAwaiter().GetResult();
        var owner = DatabaseOwner.Decide(
            recorded, recorded == InstallationFile.Read(folder), wanted: null, Guid.NewGuid().ToString());
        var takeover = InstallationSql.OwnAsync(connection, recorded, owner, default).GetAwaiter().GetResult();
        transaction.Commit();
        if (recorded != owner.Installation) InstallationFile.Write(folder, owner.Installation);
        return (owner.Installation, takeover);
    }

    // Only an empty file takes this as it is. A disk too full to rewrite another one holds nobody up.
    private static string? LetShrink(SqliteConnection connection, JournalStoreOptions options)
    {
        Run(connection, "PRAGMA auto_vacuum=INCREMENTAL");
        if (Number(connection, "PRAGMA auto_vacuum") != 0 || Number(connection, "PRAGMA page_count") == 0) return null;
        if (Number(connection, "PRAGMA page_count") * Number(connection, "PRAGMA page_size") > RewrittenBytesMax)
            return null;
        Run(connection, "PRAGMA auto_vacuum=INCREMENTAL");
        try
        {
            Run(connection, "VACUUM");
            return null;
        }
        catch (SqliteException error)
        {
            return $"{options} does not become smaller when events go: it could not be rewritten: {error.Message}";
        }
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
