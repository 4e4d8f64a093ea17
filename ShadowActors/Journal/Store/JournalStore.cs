using System.Data.Common;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>A database that is ready for the journal. Keeps a SQLite data folder for this process until disposed.
/// </summary>
public sealed class JournalStore : IDisposable
{
    private readonly IDisposable? _folder;

    internal JournalStore(
        JournalStoreOptions options, string installation, Takeover? takeover, IDisposable? folder)
    {
        Takeover = takeover;
        Options = options;
        Installation = installation;
        _folder = folder;
    }

    public JournalStoreOptions Options { get; }

    /// <summary>Names the installation that this database belongs to.</summary>
    public string Installation { get; }

    /// <summary>How it came to this installation; null: it was made by it.</summary>
    public Takeover? Takeover { get; }

    /// <summary>What could not be done, and is not needed to go on; a sentence without its full stop. Null: nothing.
    /// </summary>
    public string? Notice { get; init; }

    /// <summary>Makes folder, file and tables where missing, and checks what the fence rests on. Before the actor
    /// system starts.</summary>
    /// <exception cref="JournalStoreException">The database can't be used.</exception>
    public static Task<JournalStore> PrepareAsync(
        JournalStoreOptions options, CancellationToken cancellation = default) =>
        options.Provider == JournalProvider.Sqlite
            ? Task.Run(() => SqliteStore.Prepare(options), cancellation)
            : PostgreSqlStore.PrepareAsync(options, cancellation);

    public void Dispose() => _folder?.Dispose();

    internal static JournalStoreException NoUniqueIndex(JournalStoreOptions options) => new(
        $"The table journal in {options} has no unique index over (persistence_id, sequence_number). Without it two "
        + "nodes could write the same number, so nothing is started. Restore the index, or a complete backup.");

    internal static DbParameter Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
