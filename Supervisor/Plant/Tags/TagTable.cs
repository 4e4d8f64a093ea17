namespace Understudy.Supervisor.Plant.Tags;

/// <summary>The rows of a table of points, whose header was understood.</summary>
/// <param name="Columns">The names in the header, as we write them; empty for columns that are remarks.</param>
/// <param name="Rows">Those that are not empty, without the header.</param>
internal sealed record TagTable(IReadOnlyList<string> Columns, IReadOnlyList<CsvRow> Rows)
{
    // What stands in a text where the bytes were none of UTF-8.
    private const char NoCharacter = '\uFFFD';

    private static readonly TagTable None = new([], []);

    public string NameOf(int column) => column >= 0 && column < Columns.Count ? Columns[column] : "";

    public static TagTable Read(IReadOnlyList<CsvRow> rows, TagProblems problems)
    {
        if (problems.Count > 0) return None;
        if (rows.Count == 0 || rows[0].IsEmpty)
        {
            problems.Add(1, "", $"The first row names the columns: {string.Join(", ", TagColumns.All)}.");
            return None;
        }

        var columns = new List<string>();
        foreach (var cell in rows[0].Cells) columns.Add(Column(cell.Trim(), columns, problems));
        foreach (var needed in (string[])[TagColumns.Id, "at"])
            if (!columns.Contains(needed))
                problems.Add(1, "", $"There is no column {needed}.");
        var table = new TagTable(columns, [.. rows.Skip(1).Where(row => !row.IsEmpty)]);
        foreach (var row in table.Rows)
        {
            if (row.Cells.Any(cell => cell.Contains(NoCharacter)))
                problems.Add(row.Number, "", "The file is not UTF-8: save it as 'CSV UTF-8'.");
            for (var i = columns.Count; i < row.Cells.Count; i++)
                if (!string.IsNullOrWhiteSpace(row.Cells[i]))
                    problems.Add(row.Number, "", $"'{row.Cells[i].Trim()}' stands in column {i + 1}, and the header "
                        + $"names {columns.Count}.");
        }

        if (table.Rows.Count == 0 && problems.Count == 0) problems.Add(2, "", "There are no points below the header.");
        return table;
    }

    /// <summary>Spreadsheets and people change the case of names.</summary>
    private static string Column(string name, List<string> before, TagProblems problems)
    {
        if (name.Length == 0 || name[0] == TagColumns.Remark) return "";
        var known = TagColumns.All.FirstOrDefault(column => column.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known is null)
            problems.Add(1, "", $"'{name}' is no column: {Spelling.Hint(name, TagColumns.All)} A name that begins with "
                + $"{TagColumns.Remark} makes a column of remarks.");
        else if (before.Contains(known))
            problems.Add(1, "", $"The column {known} is there twice.");
        return known ?? "";
    }
}
