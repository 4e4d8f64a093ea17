using Akka.Pattern;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>What an error of the journal's database means, in words that tell an operator what to do. Safe for several
/// threads.</summary>
/// <param name="place">The database, as people know it.</param>
public sealed class JournalTrouble(string place)
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteFull = 13;

    /// <summary>Of the index of the write-ahead log, which lies beside the file.</summary>
    private const int SqliteSharedMemoryFull = 4874;

    private volatile string? _last;

    /// <summary>One sentence without its full stop. While the journal is not even tried after several failures, it is
    /// what the last of them said.</summary>
    public string Of(Exception error)
    {
        var causes = Causes(error).ToList();
        if (causes.Exists(cause => cause is OpenCircuitException) && _last is { } before) return before;
        var text = causes.Select(Known).FirstOrDefault(known => known is not null) ?? causes[^1].Message;
        _last = text;
        return text;
    }

    /// <summary>An error and what caused it, the innermost last.</summary>
    internal static IEnumerable<Exception> Causes(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException) yield return cause;
    }

    private string? Known(Exception error) => error switch
    {
        SqliteException { SqliteErrorCode: SqliteFull } => Full,
        SqliteException { SqliteExtendedErrorCode: SqliteSharedMemoryFull } => Full,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => $"another process keeps {place} locked",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => Full,
        _ => null,
    };

    private string Full => $"the journal's disk is full: {place}";
}
