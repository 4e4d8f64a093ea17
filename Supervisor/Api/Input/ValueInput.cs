using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Api.Input;

/// <summary>
/// JSON has one kind of number, and clients write 5 for 5.0 and 5.0 for 5, and the number of an enumeration for its
/// name. Here, and only here, a value becomes of the kind that its point has, and a structure gets its fields in the
/// declared order; whether the value may be written is the shadow's decision.
/// </summary>
public static class ValueInput
{
    // Beyond it neighbouring doubles are more than 1 apart, so that 5.0 might have been 5.5.
    private const double WholeMax = 1L << 53;

    public static PointValue For(PointSpec point, PointValue value) => As(ValueForm.Of(point), value);

    public static PointValue For(CommandSpec command, PointValue value) => As(ValueForm.Of(command), value);

    private static PointValue As(in ValueForm form, PointValue value) => (form.Kind, value.Kind) switch
    {
        (ValueKind.Real, ValueKind.Integer) => PointValue.Of((double)value.AsInteger),
        (ValueKind.Integer, ValueKind.Real) when IsWhole(value.AsReal) => PointValue.Of((long)value.AsReal),
        (ValueKind.Text, ValueKind.Integer) when form.Names?.NameOf(value.AsInteger) is { } name =>
            PointValue.Of(name),
        (ValueKind.Text, ValueKind.Real) when form.Names is not null && IsWhole(value.AsReal) =>
            As(form, PointValue.Of((long)value.AsReal)),
        (ValueKind.Structure, ValueKind.Structure) => PointValue.Of(Ordered(form, value.AsStructure)),
        _ => value,
    };

    private static StructureValue Ordered(in ValueForm form, StructureValue given)
    {
        var own = form.Fields
            .Where(field => given[field.Name] is not null)
            .Select(field => KeyValuePair.Create(
                field.Name, As(ValueForm.Of(field), given[field.Name]!.Value)))
            .ToList();
        var others = given.Fields.Where(field => own.TrueForAll(known => known.Key != field.Key));
        return new StructureValue([.. own, .. others]);
    }

    private static bool IsWhole(double real) => Math.Abs(real) <= WholeMax && real == Math.Truncate(real);
}
