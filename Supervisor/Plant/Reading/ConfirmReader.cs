using Understudy.Hardware.Modbus;
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
        var kind = point is null ? ValueKind.Real : ValueForm.Of(point.Spec).Kind;
        if (kind is not (ValueKind.Real or ValueKind.Integer) && (above ?? below) is not null)
            fields.Problem(given[0], $"'{point!.Spec.Id}' is no number: use equals.");
        if (point is { Spec.IsReadable: false })
            fields.Problem("point", $"'{point.Spec.Id}' can't be read, so it proves nothing.");
        return id is null || !Name.IsValid(id.Text)
            ? null
            : new ConfirmSpec(new PointId(id.Text), above, below, equals);
    }

    /// <summary>A value that the point can have.</summary>
    private static PointValue? EqualTo(Fields fields, PointSpec? point)
    {
        if (fields.Text("equals", "the value that it has then") is not { } node) return null;
        if (point is null) return PlantScalar.Value(node) ?? PointValue.Of(node.Text);
        var form = ValueForm.Of(point).WithoutRange;
        var value = form.Kind == ValueKind.Text
            ? PointValue.Of(node.Text)
            : PlantScalar.Value(node) ?? PointValue.Of(node.Text);
        if (form.Kind == ValueKind.Real && value.Kind == ValueKind.Integer)
            value = PointValue.Of((double)value.AsInteger);
        if (ModbusValueCodec.Problem(form, value) is not { } problem) return value;
        fields.Problem("equals", $"'{point.Id}' never equals {node.What}: {problem}.");
        return null;
    }
}
