using System.Text;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>Rows of plain text, aligned by column. What devices and clients gave is shown so that a terminal does not
/// act on it.</summary>
internal sealed class TextColumns
{
    // A long value does not push everything behind it out of sight.
    private const int AlignedMax = 40;

    private readonly List<string[]> _rows = [];

    public void Add(params string?[] cells) =>
        _rows.Add([.. cells.Select(cell => ValueText.OneLine(cell ?? ""))]);

    public void WriteTo(StringBuilder text, string indent)
    {
        var columns = _rows.Count == 0 ? 0 : _rows.Max(row => row.Length);
        var widths = Enumerable.Range(0, columns)
            .Select(column => _rows.Where(row => row.Length > column)
                .Select(row => row[column].Length)
                .Where(length => length <= AlignedMax)
                .DefaultIfEmpty(0)
                .Max())
            .ToArray();
        foreach (var row in _rows)
        {
            var line = new StringBuilder(indent);
            for (var i = 0; i < row.Length; i++)
                line.Append(i == row.Length - 1 ? row[i] : $"{row[i].PadRight(widths[i])}  ");
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
    }
}
