using System.Collections.Immutable;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>values</c>: what the numbers of an enumeration mean.</summary>
internal static class ValuesReader
{
    private const string Form = "numbers with a name each, for example {0: off, 1: heating}";

    public static ValueNames? Read(Fields fields, ProblemList problems)
    {
        if (fields.Node("values") is not { } node) return null;
        if (node is not MapNode { Entries.Count: > 0 and <= PlantLimits.ValueNamesMax } map)
        {
            fields.Problem("values", $"'values' is a mapping of 1 to {PlantLimits.ValueNamesMax} {Form}.");
            return null;
        }

        var all = ImmutableArray.CreateBuilder<ValueName>(map.Entries.Count);
        foreach (var (key, value) in map.Entries)
        {
            if (PlantScalar.Integer(key) is not { } raw)
                problems.Add(key, $"A whole number is expected, not '{key.Shown}': {Form}.");
            else if (value is not TextNode { Text.Length: > 0 and <= PlantLimits.TextLengthMax } name
                || name.Text.Any(char.IsControl))
                problems.Add(value, $"A name of at most {PlantLimits.TextLengthMax} characters is expected, not "
                    + $"{value.What}: {Form}.");
            else if (all.FirstOrDefault(known => known.Raw == raw || known.Name == name.Text)
                is { Name: not null } same)
                problems.Add(key, $"{raw}: {name.Shown} is there already as {same.Raw}: {same.Name}.");
            else
                all.Add(new ValueName(raw, name.Text));
        }

        return all.Count == map.Entries.Count ? new ValueNames(all.ToImmutable()) : null;
    }
}
