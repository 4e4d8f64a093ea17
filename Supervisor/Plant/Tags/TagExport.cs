using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Reading;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Tags;

/// <summary>Writes the points of a profile as a table (CSV), as the plant file declares them: scan classes by name,
/// addresses zero-based, types and roles also where they follow from the address.</summary>
public static class TagExport
{
    /// <param name="profile">Null: the only one that there is.</param>
    public static TagExportResult Of(string yaml, string fileName, string? profile, char separator)
    {
        var chosen = ProfileChoice.Of(yaml, fileName, profile);
        if (chosen.Keys is not { } keys) return new TagExportResult(null, 0, chosen.Problems);
        var addressing = keys.Text("addressing") is { } word ? PlantWord.Parse<Addressing>(word) : null;
        var points = keys.Child("points")?.Entries ?? [];
        IEnumerable<IEnumerable<string>> rows =
            [TagColumns.All, .. points.SelectMany(point => Rows(point, addressing ?? Addressing.ZeroBased))];
        return new TagExportResult(CsvText.Write(rows, separator), points.Count, []);
    }

    private static IEnumerable<IEnumerable<string>> Rows(MapEntry point, Addressing addressing)
    {
        var spec = PointReader.Read(point.Key, point.Value, addressing, new ProblemList(""))!.Spec;
        var keys = (MapNode)point.Value;
        var cells = Cells(point.Key.Text, keys);
        cells["type"] = PlantWord.Of(spec.Type);
        cells["role"] = PlantWord.Of(spec.Role);
        if (spec.Type != PointType.Structure) cells["at"] = spec.At.ToString();
        yield return Row(cells);
        foreach (var (key, value) in keys.Child("fields")?.Entries ?? [])
        {
            var field = spec.Fields.First(field => field.Name == key.Text);
            cells = Cells(key.Text, (MapNode)value);
            cells[TagColumns.Structure] = point.Key.Text;
            cells["type"] = PlantWord.Of(field.Type);
            cells["at"] = field.At.ToString();
            yield return Row(cells);
        }
    }

    private static IEnumerable<string> Row(Dictionary<string, string> cells) =>
        TagColumns.All.Select(column => CellGuard.Guarded(cells.GetValueOrDefault(column, "")));

    private static Dictionary<string, string> Cells(string id, MapNode keys)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal) { [TagColumns.Id] = id };
        foreach (var (key, value) in keys.Entries)
            switch (value)
            {
                case ListNode range when key.Text == "range":
                    cells[TagColumns.RangeMin] = Text(range.Items[0]);
                    cells[TagColumns.RangeMax] = Text(range.Items[1]);
                    break;
                case ListNode list when TagColumns.All.Contains(key.Text):
                    cells[key.Text] = string.Join(' ', list.Items.Select(Text));
                    break;
                case MapNode names when key.Text == "values":
                    cells[key.Text] = NamesCell.Of(names.Entries.Select(name => (name.Key.Text, Text(name.Value))));
                    break;
                case TextNode text:
                    cells[key.Text] = text.Text;
                    break;
            }

        return cells;
    }

    private static string Text(PlantNode node) => ((TextNode)node).Text;

    private static MapNode? Child(this MapNode map, string key) =>
        map.Entries.FirstOrDefault(entry => entry.Key?.Text == key).Value as MapNode;

    private static string? Text(this MapNode map, string key) =>
        (map.Entries.FirstOrDefault(entry => entry.Key?.Text == key).Value as TextNode)?.Text;
}
