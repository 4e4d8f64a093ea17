using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Tests.Benchmarks.Subjects;

/// <summary>The least that a durable append can cost: one row, one transaction, in the journal's own table, with its
/// settings, on the same disk.</summary>
internal sealed class RawAppends : IDisposable
{
    private const string OnOpen = "PRAGMA busy_timeout=5000;PRAGMA synchronous=FULL;";

    /// <summary>About what a dispatch or a verdict takes.</summary>
    private const int MessageBytes = 320;

    private readonly JournalStore _store;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private long _sequence;

    private RawAppends(JournalStore store)
    {
        _store = store;
        _connection = new SqliteConnection(store.Options.ConnectionString);
        _connection.Open();
        using var settings = _connection.CreateCommand();
        settings.CommandText = OnOpen;
        settings.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = """
            INSERT INTO journal (deleted, persistence_id, sequence_number, created, message, identifier, manifest)
            VALUES (0, 'shadow-bench/device', @sequence, @created, @message, 1000, 'request-dispatched.v1')
            """;
        _insert.Parameters.Add("@sequence", SqliteType.Integer);
        _insert.Parameters.Add("@created", SqliteType.Integer).Value = 1;
        _insert.Parameters.Add("@message", SqliteType.Blob).Value = RandomNumberGenerator.GetBytes(MessageBytes);
        _insert.Prepare();
    }

    public static async Task<RawAppends> OpenAsync(string folder) =>
        new(await JournalStore.PrepareAsync(JournalStoreOptions.InFolder(folder)));

    public void Append()
    {
        _insert.Parameters[0].Value = ++_sequence;
        _insert.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
        _store.Dispose();
    }
}
