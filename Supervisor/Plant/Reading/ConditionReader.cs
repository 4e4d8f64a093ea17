using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads a condition on a point: what it reads above, below or equal to.</summary>
internal static class ConditionReader
{
    private const string Equal = "equals";

    private static readonly string[] Conditions = ["above", "below", Equal];

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
        CheckGiven(fields, problems);
        var above = fields.Number("above");
        var below = fields.Number("below");
        var equals = EqualTo(fields, point?.Spec);
        if (point is not null) CheckFits(fields, point.Spec);
        return id is null || !Name.IsValid(id.Text)
            ? null
            : new Condition(new PointId(id.Text), point, above, below, equals);
    }

    public static void CheckGiven(Fields fields, ProblemList problems)
    {
        var given = Conditions.Where(fields.Has).ToArray();
        if (given.Length != 1)
            problems.Add(fields.Map, "Exactly one of above, below and equals is expected, "
                + (given.Length == 0 ? "and there is none." : $"not {string.Join(" and ", given)}."));
    }

    /// <summary>The point can be read, and compared so.</summary>
    public static void CheckFits(Fields fields, PointSpec point)
    {
        var isNumber = ValueForm.Of(point).Kind is ValueKind.Real or ValueKind.Integer;
        if (!isNumber && Conditions.FirstOrDefault(key => key != Equal && fields.Has(key)) is { } key)
            fields.Problem(key, $"'{point.Id}' is no number: use equals.");
        if (!point.IsReadable) fields.Problem("point", $"'{point.Id}' can't be read, so it proves nothing.");
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
    /// <param name="point">Null: it is not known, so neither is what its values are.</param>
    public static PointValue? EqualTo(Fields fields, PointSpec? point)
    {
        if (fields.Text(Equal, "the value that it has then") is not { } node) return null;
        if (point is null) return PlantScalar.Value(node) ?? PointValue.Of(node.Text);
        var form = ValueForm.Of(point).WithoutRange;
        var value = ValueOf(node, form);
        if (ModbusValueCodec.Problem(form, value) is not { } problem) return value;
        fields.Problem(Equal, $"'{point.Id}' never equals {node.What}: {problem}.");
        return null;
    }

    /// <param name="Draft">The point, where it could be read.</param>
    internal sealed record Condition(
        PointId Point, PointDraft? Draft, double? Above, double? Below, PointValue? EqualTo);
}
