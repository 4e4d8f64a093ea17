using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>
/// Copies of an embedded database, each one plain file: made beside a node that runs and does not notice, and put into
/// a folder for a node that starts there. Nothing is ever written over. Blocking: Microsoft.Data.Sqlite is.
/// </summary>
public static class SqliteBackup
{
    private const string PartEnding = ".part";

    /// <summary>The database as it is at one moment, checked. Returns the number of events in it.</summary>
    /// <param name="folder">The data folder.</param>
    /// <exception cref="JournalStoreException">There is no such database, the file is there already, or one of them
    /// can't be used.</exception>
    public static long Save(string folder, string file)
    {
        var source = Path.Combine(Path.GetFullPath(folder), JournalStoreOptions.FileName);
        if (!File.Exists(source)) throw new JournalStoreException($"There is no database {source}.");
        return Copy(source, Path.GetFullPath(file));
    }

    /// <summary>Puts a saved database into a data folder that is not there yet or is empty. Returns the number of
    /// events in it.</summary>
    /// <exception cref="JournalStoreException">The folder holds something, the file is no database of a journal, or one
    /// of them can't be used.</exception>
    public static long Restore(string file, string folder)
    {
        var (source, target) = (Path.GetFullPath(file), Path.GetFullPath(folder));
        if (!File.Exists(source)) throw new JournalStoreException($"There is no file {source}.");
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any(IsOfUse))
            throw new JournalStoreException($"{target} is not empty; nothing is written over.");
        using var held = SqliteHold.Take(target);
        return Copy(source, Path.Combine(target, JournalStoreOptions.FileName));
    }

    private static bool IsOfUse(string path) =>
        Path.GetFileName(path) is not (FolderLock.LockName or FolderLock.ProcessName);

    private static long Copy(string source, string target)
    {
        if (File.Exists(target))
            throw new JournalStoreException($"{target} is there already; nothing is written over.");
        var part = target + PartEnding;
        try
        {
            File.Delete(part);
            var events = CopyChecked(source, part);
            DurableFile.Name(part, target);
            return events;
        }
        catch (SqliteException error)
        {
            File.Delete(part);
            throw new JournalStoreException($"{source} can't be copied to {target}: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(part);
            throw new JournalStoreException($"{target} can't be written: {error.Message}", error);
        }
        catch (JournalStoreException)
        {
            File.Delete(part);
            throw;
        }
    }

    private static long CopyChecked(string source, string part)
    {
        using var from = Open(source, SqliteOpenMode.ReadOnly);
        using var to = Open(part, SqliteOpenMode.ReadWriteCreate);
        from.BackupDatabase(to);
        // One file: what a node writes beside it would be missed.
        Run(to, "PRAGMA journal_mode=DELETE");
        if (Run(to, "PRAGMA quick_check(1)") is not "ok")
            throw new JournalStoreException($"{source} is damaged: {Run(to, "PRAGMA quick_check(1)")}.");
        if (Number(to, "SELECT count(*) FROM sqlite_master WHERE name IN ('journal', 'snapshot', 'installation')") != 3
            || Number(to, JournalTables.SqliteUniqueIndexes) == 0)
            throw new JournalStoreException($"{source} is no database of a journal.");
        return Number(to, "SELECT count(*) FROM journal");
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
        }.ConnectionString);
        connection.Open();
        return connection;
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
