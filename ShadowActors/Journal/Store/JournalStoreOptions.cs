using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>Where the journal is.</summary>
/// <param name="Folder">The data folder, for SQLite; null for PostgreSQL.</param>
public sealed record JournalStoreOptions(JournalProvider Provider, string ConnectionString, string? Folder)
{
    public const string FileName = "understudy.db";

    /// <summary>What this installation is told to be, where the database is a server's; null: whatever the database
    /// says.</summary>
    public string? Installation { get; init; }

    /// <summary>Where none is given in the connection string.</summary>
    public static readonly TimeSpan ConnectTimeMax = TimeSpan.FromSeconds(3);

    /// <summary>Where none is given in the connection string.</summary>
    public static readonly TimeSpan CommandTimeMax = TimeSpan.FromSeconds(10);

    /// <summary>How long a change of the embedded database waits for another writer. Shorter than requests wait, so
    /// that they are refused with the reason.</summary>
    public static readonly TimeSpan LockTimeMax = TimeSpan.FromSeconds(2);

    private static readonly string[] UrlSchemes = ["postgres://", "postgresql://"];

    /// <param name="database">What UNDERSTUDY_DATABASE says: <c>Host=...</c> or
    /// <c>postgres://user:password@host/name</c>; null or empty: SQLite in the data folder.</param>
    /// <param name="folder">What <c>--data</c> says.</param>
    /// <exception cref="JournalStoreException">The text is neither.</exception>
    public static JournalStoreOptions From(string? database, string folder)
    {
        if (string.IsNullOrWhiteSpace(database)) return InFolder(folder);
        if (database.StartsWith("Host=", StringComparison.OrdinalIgnoreCase)) return PostgreSql(database);
        if (UrlSchemes.Any(scheme => database.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
            return PostgreSql(OfUrl(database));
        throw new JournalStoreException(
            "The database is given as 'Host=...;Database=...;Username=...' "
            + "or 'postgres://user:password@host:port/name'.");
    }

    public static JournalStoreOptions InFolder(string folder)
    {
        var full = Path.GetFullPath(folder);
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(full, FileName),
            Mode = SqliteOpenMode.ReadWrite,
            DefaultTimeout = (int)LockTimeMax.TotalSeconds,
        };
        return new JournalStoreOptions(JournalProvider.Sqlite, text.ConnectionString, full);
    }

    public override string ToString()
    {
        if (Provider == JournalProvider.Sqlite) return new SqliteConnectionStringBuilder(ConnectionString).DataSource;
        var text = new NpgsqlConnectionStringBuilder(ConnectionString);
        return $"PostgreSQL {text.Host}:{text.Port}/{text.Database}";
    }

    private static JournalStoreOptions PostgreSql(string connectionString)
    {
        try
        {
            var text = new NpgsqlConnectionStringBuilder(connectionString);
            if (string.IsNullOrWhiteSpace(text.Host)) throw new ArgumentException("it names no host");
            var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
            if (!given.ContainsKey("Timeout")) text.Timeout = (int)ConnectTimeMax.TotalSeconds;
            if (!given.ContainsKey("Command Timeout") && !given.ContainsKey("CommandTimeout"))
                text.CommandTimeout = (int)CommandTimeMax.TotalSeconds;
            return new JournalStoreOptions(JournalProvider.PostgreSql, text.ConnectionString, Folder: null);
        }
        catch (ArgumentException error)
        {
            throw new JournalStoreException($"The database's connection string is wrong: {error.Message}", error);
        }
    }

    private static string OfUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
            throw new JournalStoreException("The database's address is not postgres://user:password@host:port/name.");
        var user = url.UserInfo.Split(':', 2);
        var made = new NpgsqlConnectionStringBuilder { Host = url.Host };
        if (url.Port > 0) made.Port = url.Port;
        if (url.AbsolutePath.Length > 1) made.Database = Uri.UnescapeDataString(url.AbsolutePath[1..]);
        if (user[0].Length > 0) made.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) made.Password = Uri.UnescapeDataString(user[1]);
        UrlParameters.Apply(url, made);
        return made.ConnectionString;
    }
}
