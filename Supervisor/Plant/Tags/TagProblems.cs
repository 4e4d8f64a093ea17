using System.Globalization;

namespace Understudy.Supervisor.Plant.Tags;

/// <summary>What is wrong in a table: file, row, column.</summary>
internal sealed class TagProblems(string file)
{
    private readonly SortedDictionary<(int Row, int Count), string> _lines = [];

    public int Count { get; private set; }

    /// <param name="column">Its name; empty where the row as a whole is meant.</param>
    public void Add(int row, string column, string message)
    {
        Count++;
        if (_lines.Count >= PlantParseResult.ProblemsListedMax) return;
        var where = column.Length == 0 ? "" : $", column {column}";
        _lines.Add((row, Count), string.Create(CultureInfo.InvariantCulture, $"{file}: row {row}{where}: {message}"));
    }

    /// <summary>Further ones, known by number only.</summary>
    public void AddUnlisted(int count) => Count += count;

    /// <summary>In the order of the rows.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var line in _lines.Values) yield return line;
        if (Count > _lines.Count) yield return $"and {Count - _lines.Count} more problems";
    }
}
