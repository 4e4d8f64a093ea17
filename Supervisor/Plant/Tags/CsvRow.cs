namespace Understudy.Supervisor.Plant.Tags;

/// <summary>One row of a table.</summary>
/// <param name="Number">As a spreadsheet counts: the header is row 1, and empty rows count.</param>
internal sealed record CsvRow(int Number, IReadOnlyList<string> Cells)
{
    /// <summary>Rows may be shorter than the header.</summary>
    public string Cell(int column) => column < Cells.Count ? Cells[column] : "";

    public bool IsEmpty => Cells.All(string.IsNullOrWhiteSpace);
}
