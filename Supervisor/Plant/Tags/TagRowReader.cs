using System.Text.RegularExpressions;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Tags;

/// <summary>Makes of rows what a plant file would have in their place, each piece with its row and column.</summary>
internal sealed partial class TagRowReader(TagTable table, Addressing addressing, TagProblems problems)
{
    private static readonly string[] Numbers =
        ["scale", "offset", "deadband", "maxRate", TagColumns.RangeMin, TagColumns.RangeMax];

    private static readonly char[] BetweenIds = [' ', ',', ';', '\r', '\n', '\t'];

    /// <summary>The points by id, structures with their fields.</summary>
    public MapNode Points()
    {
        var fields = new Dictionary<string, List<MapEntry>>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
            if (Cell(row, TagColumns.Structure) is { } structure)
                (fields.TryGetValue(structure.Text, out var known) ? known : fields[structure.Text] = [])
                    .Add(Entry(row, []));
        var points = new List<MapEntry>();
        foreach (var row in table.Rows.Where(row => Cell(row, TagColumns.Structure) is null))
        {
            var id = Cell(row, TagColumns.Id)?.Text ?? "";
            points.Add(Entry(row, fields.Remove(id, out var own) ? own : []));
        }

        foreach (var row in table.Rows)
            if (Cell(row, TagColumns.Structure) is { } orphan && fields.ContainsKey(orphan.Text))
                problems.Add(row.Number, TagColumns.Structure, $"'{orphan.Shown}' has no row of its own: a structure "
                    + "has one with its id, its role and no address.");
        return new MapNode(1, 1, KeyPath.Root, points);
    }

    private MapEntry Entry(CsvRow row, List<MapEntry> fields)
    {
        var id = Cell(row, TagColumns.Id);
        if (id is null) problems.Add(row.Number, TagColumns.Id, "The point has no id.");
        var (number, column) = (row.Number, ColumnOf(TagColumns.Id));
        id ??= new TextNode(number, column, KeyPath.Root, "", isQuoted: false);
        var keys = new List<MapEntry>();
        foreach (var name in table.Columns)
            if (name is not ("" or TagColumns.Id or TagColumns.Structure) && Cell(row, name) is { } cell)
                AddKey(keys, name, cell, row);
        if (fields.Count > 0)
            keys.Add(new(With(id, "fields"), new MapNode(number, column, KeyPath.Root, fields)));
        return new MapEntry(id, new MapNode(number, column, KeyPath.Root, keys));
    }

    private void AddKey(List<MapEntry> keys, string name, TextNode cell, CsvRow row)
    {
        if (Numbers.Contains(name) && DecimalComma().IsMatch(cell.Text))
            problems.Add(cell.Line, name, $"'{cell.Shown}' has a decimal comma: write {cell.Text.Replace(',', '.')}.");
        var key = name is TagColumns.RangeMin or TagColumns.RangeMax ? "range" : name;
        if (keys.Any(entry => entry.Key.Text == key)) return;
        PlantNode? value = key switch
        {
            "range" => Range(row),
            "at" => Address(cell),
            "values" => Names(cell),
            "after" or "was" => Ids(cell),
            "readable" or "repeatable" => With(cell, cell.Text.ToLowerInvariant()),
            _ => cell,
        };
        if (value is not null) keys.Add(new(With(cell, key), value));
    }

    private ListNode? Range(CsvRow row)
    {
        var (min, max) = (Cell(row, TagColumns.RangeMin), Cell(row, TagColumns.RangeMax));
        if (min is not null && max is not null) return new ListNode(min.Line, min.Column, KeyPath.Root, [min, max]);
        problems.Add(row.Number, min is null ? TagColumns.RangeMin : TagColumns.RangeMax,
            "A range has both ends, and this one is empty.");
        return null;
    }

    /// <summary>Addresses are zero-based from here on.</summary>
    private TextNode Address(TextNode cell)
    {
        var isNumber = ModiconAddress.TryParse(cell.Text, out var numbered);
        if (addressing == Addressing.Modicon && isNumber) return With(cell, numbered!.ToString());
        if (addressing == Addressing.Modicon)
            problems.Add(cell.Line, "at", $"'{cell.Shown}' is no reference number: {ModiconAddress.Form}."
                + (cell.Text.Length < 5 && cell.Text.All(char.IsAsciiDigit)
                    ? " Has a spreadsheet taken leading zeros away? Format the column as text."
                    : ""));
        else if (isNumber)
            problems.Add(cell.Line, "at", $"Reference numbers such as {cell.Shown} need --addressing modicon.");
        return cell;
    }

    private MapNode? Names(TextNode cell)
    {
        if (NamesCell.TryParse(cell.Text, out var names))
            return new MapNode(cell.Line, cell.Column, KeyPath.Root, [.. names.Select(known =>
                new MapEntry(With(cell, known.Raw), new TextNode(
                    cell.Line, cell.Column, KeyPath.Root, known.Name, isQuoted: true)))]);
        problems.Add(cell.Line, "values", $"Numbers with a name each are expected, for example 0=off;1=on, not "
            + $"'{cell.Shown}'.");
        return null;
    }

    private static ListNode Ids(TextNode cell) => new(cell.Line, cell.Column, KeyPath.Root,
        [.. cell.Text.Split(BetweenIds, StringSplitOptions.RemoveEmptyEntries).Select(id => With(cell, id))]);

    /// <summary>Null where it is empty or there is no such column.</summary>
    private TextNode? Cell(CsvRow row, string name)
    {
        var column = ColumnOf(name);
        var text = column == 0 ? "" : CellGuard.Unguarded(row.Cell(column - 1));
        // Blanks at the end of a cell of names may be escaped.
        if (name != "values" || string.IsNullOrWhiteSpace(text)) text = text.Trim();
        return text.Length == 0 ? null : new TextNode(row.Number, column, KeyPath.Root, text, isQuoted: false);
    }

    /// <summary>Counted from 1; 0 where there is none.</summary>
    private int ColumnOf(string name)
    {
        for (var i = 0; i < table.Columns.Count; i++)
            if (table.Columns[i] == name)
                return i + 1;
        return 0;
    }

    private static TextNode With(TextNode cell, string text) =>
        new(cell.Line, cell.Column, KeyPath.Root, text, isQuoted: false);

    [GeneratedRegex(@"^[+-]?[0-9]*,[0-9]+\z")]
    private static partial Regex DecimalComma();
}
