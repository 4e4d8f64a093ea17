using System.Buffers;
using System.Text;
using Sylvan.Data.Csv;

namespace Understudy.Supervisor.Plant.Tags;

/// <summary>CSV as RFC 4180 has it, and as spreadsheets make it: with a byte order mark or without, separated by
/// commas, semicolons or tabs.</summary>
internal static class CsvText
{
    public const char ByteOrderMark = '\uFEFF';

    // In characters: more than any point needs, and a bound for a quote that is never closed.
    private const int RowCharactersMax = 1 << 20;

    private static readonly char[] Separators = [',', ';', '\t'];

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\t\"\r\n");

    /// <summary>All rows; a problem, and the rows before it, where the text is no CSV.</summary>
    public static IReadOnlyList<CsvRow> Read(string text, TagProblems problems)
    {
        var rows = new List<CsvRow>();
        text = text.TrimStart(ByteOrderMark);
        var options = new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = SeparatorOf(text),
            MaxBufferSize = RowCharactersMax,
        };
        try
        {
            using var reader = CsvDataReader.Create(new StringReader(text), options);
            while (reader.Read())
            {
                var row = reader;
                rows.Add(new CsvRow(
                    row.RowNumber, [.. Enumerable.Range(0, row.RowFieldCount).Select(i => row.GetString(i))]));
            }
        }
        catch (Exception error) when (error is FormatException or CsvRecordTooLargeException)
        {
            var number = (error as CsvFormatException)?.RowNumber ?? 0;
            problems.Add(Math.Max(number, rows.Count + 1), "", error.Message);
        }

        return rows;
    }

    /// <summary>Lines end with a line feed.</summary>
    public static string Write(IEnumerable<IEnumerable<string>> rows, char separator)
    {
        var text = new StringBuilder();
        foreach (var row in rows) text.AppendJoin(separator, row.Select(Cell)).Append('\n');
        return text.ToString();
    }

    /// <summary>The one that the header has most of.</summary>
    private static char SeparatorOf(string text)
    {
        var counts = new int[Separators.Length];
        var isQuoted = false;
        foreach (var c in text)
        {
            if (c == '"') isQuoted = !isQuoted;
            if (isQuoted) continue;
            if (c is '\n' or '\r') break;
            if (Array.IndexOf(Separators, c) is >= 0 and var which) counts[which]++;
        }

        return Separators[Array.IndexOf(counts, counts.Max())];
    }

    private static string Cell(string cell) =>
        cell.AsSpan().ContainsAny(Quoted) ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
