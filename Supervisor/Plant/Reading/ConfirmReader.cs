using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>confirmBy</c>: the reading that proves that a command was done.</summary>
internal static class ConfirmReader
{
    private static readonly string[] Conditions = ["above", "below", "equals"];

    public static ConfirmSpec? Read(PlantNode? node, ProfilePoints points, ProblemList problems)
    {
        if (Fields.Of(node, PlantKeys.ConfirmBy, problems) is not { } fields) return null;
        fields.Required("point", "the point that shows it, for example point: speed");
        var id = fields.Text("point", "the id of a point");
        var point = id is null ? null : points.Find(id.Text);
        if (id is not null && !points.Declared.Contains(id.Text))
            fields.Problem("point", $"'{id.Shown}' is no point of this profile: "
                + $"{Spelling.Hint(id.Text, points.Declared)}");
        var given = Conditions.Where(fields.Has).ToArray();
        if (given.Length != 1)
            problems.Add(fields.Map, "Exactly one of above, below and equals is expected, "
                + (given.Length == 0 ? "and there is none." : $"not {string.Join(" and ", given)}."));
        var above = fields.Number("above");
        var below = fields.Number("below");
        var equals = EqualTo(fields, point?.Spec);
        if (point?.Spec.Type == PointType.Bool && (above ?? below) is not null)
            fields.Problem(given[0], $"'{point.Spec.Id}' is a bool: use equals: true or equals: false.");
        return id is null || !Name.IsValid(id.Text)
            ? null
            : new ConfirmSpec(new PointId(id.Text), above, below, equals);
    }

    /// <summary>A boolean for a bool, a whole number for an unscaled integer, else a real.</summary>
    private static PointValue? EqualTo(Fields fields, PointSpec? point)
    {
        if (fields.Text("equals", "true, false or a number") is not { } node) return null;
        if (PlantScalar.Value(node) is not { } value)
        {
            fields.Problem("equals", $"True, false or a number is expected, not {node.What}.");
            return null;
        }

        if (point is null) return value;
        var isBool = point.Type == PointType.Bool;
        if (isBool != (value.Kind == ValueKind.Boolean))
        {
            fields.Problem("equals", $"'{point.Id}' is a {PlantWord.Of(point.Type)}, so "
                + $"{(isBool ? "true or false" : "a number")} is expected, not {node.What}.");
            return null;
        }

        var isReal = point.IsReal;
        if (!isBool && !isReal && value.Kind == ValueKind.Real)
            fields.Problem("equals", $"'{point.Id}' is whole, so it never equals {value}.");
        return isReal ? PointValue.Of(value.AsNumber!.Value) : value;
    }
}
