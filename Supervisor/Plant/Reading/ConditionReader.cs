using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads a condition on a point: what it reads above, below or equal to.</summary>
internal static class ConditionReader
{
    private static readonly string[] Conditions = ["above", "below", "equals"];

    /// <summary>Null if there is too little to go on; then there is a problem.</summary>
    public static Condition? Read(Fields fields, ProfilePoints points, ProblemList problems)
    {
        fields.Required("point", "the point that shows it, for example point: speed");
        var id = fields.Text("point", "the id of a point");
        var point = id is null ? null : points.Find(id.Text);
        if (id is not null && id.Text.Contains('/'))
            fields.Problem("point", $"'{id.Shown}' is of another device: a condition looks at a point of its own "
                + "device, named by its id alone.");
        else if (id is not null && !points.Declared.Contains(id.Text))
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
            : new Condition(new PointId(id.Text), point, above, below, equals);
    }

    /// <summary>A value as the form has it: what is written for a text is one, and whole numbers are reals too.
    /// </summary>
    public static PointValue ValueOf(TextNode node, in ValueForm form)
    {
        var value = form.Kind == ValueKind.Text
            ? PointValue.Of(node.Text)
            : PlantScalar.Value(node) ?? PointValue.Of(node.Text);
        return form.Kind == ValueKind.Real && value.Kind == ValueKind.Integer
            ? PointValue.Of((double)value.AsInteger)
            : value;
    }

    /// <summary>A value that the point can have.</summary>
    private static PointValue? EqualTo(Fields fields, PointSpec? point)
    {
        if (fields.Text("equals", "the value that it has then") is not { } node) return null;
        if (point is null) return PlantScalar.Value(node) ?? PointValue.Of(node.Text);
        var form = ValueForm.Of(point).WithoutRange;
        var value = ValueOf(node, form);
        if (ModbusValueCodec.Problem(form, value) is not { } problem) return value;
        fields.Problem("equals", $"'{point.Id}' never equals {node.What}: {problem}.");
        return null;
    }

    /// <param name="Draft">The point, where it could be read.</param>
    internal sealed record Condition(
        PointId Point, PointDraft? Draft, double? Above, double? Below, PointValue? EqualTo);
}
