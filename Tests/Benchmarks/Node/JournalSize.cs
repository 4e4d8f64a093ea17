using Microsoft.Data.Sqlite;

namespace Understudy.Tests.Benchmarks.Node;

/// <summary>How large a node's SQLite journal is, read beside the node.</summary>
/// <param name="Rows">Events of all streams.</param>
/// <param name="Bytes">Of the pages in use and what is not yet in them.</param>
internal sealed record JournalSize(long Rows, long Bytes)
{
    public static JournalSize Of(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*), coalesce(sum(length(message)), 0) FROM journal";
        using var row = command.ExecuteReader();
        row.Read();
        return new JournalSize(row.GetInt64(0), row.GetInt64(1));
    }
}
