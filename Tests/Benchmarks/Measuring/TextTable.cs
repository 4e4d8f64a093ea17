using System.Globalization;

namespace Understudy.Tests.Benchmarks.Measuring;

/// <summary>Columns that stand under each other; all but the first are numbers.</summary>
internal sealed class TextTable(params string[] heads)
{
    private readonly List<string[]> _rows = [heads];

    public void Add(string first, params IEnumerable<object> cells) => _rows.Add([first, .. cells.Select(Text)]);

    public override string ToString()
    {
        var widths = Enumerable.Range(0, heads.Length).Select(place => _rows.Max(row => row[place].Length)).ToArray();
        return string.Join('\n', _rows.Select(row => string.Join("  ", row.Select((cell, place) =>
            place == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[place])))));
    }

    private static string Text(object cell) => cell switch
    {
        double number when double.IsNaN(number) => "-",
        double number => number.ToString(
            Math.Abs(number) switch { >= 100 => "0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
