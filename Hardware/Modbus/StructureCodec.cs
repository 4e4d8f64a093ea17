using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.Hardware.Modbus;

/// <summary>Several fields in the registers of one structure.</summary>
internal static class StructureCodec
{
    public static PointValue Decode(in ValueForm form, ReadOnlySpan<byte> registers)
    {
        var fields = ImmutableArray.CreateBuilder<KeyValuePair<string, PointValue>>(form.Fields.Length);
        foreach (var field in form.Fields)
        {
            var own = ValueForm.Of(field);
            var at = 2 * (field.At.Offset - form.At.Offset);
            fields.Add(KeyValuePair.Create(
                field.Name, ModbusValueCodec.Decode(own, registers.Slice(at, 2 * own.Size))));
        }

        return PointValue.Of(new StructureValue(fields.MoveToImmutable()));
    }

    /// <summary>Puts a value that has no <see cref="Problem"/> into registers.</summary>
    public static void Encode(in ValueForm form, PointValue value, Span<byte> registers)
    {
        foreach (var field in form.Fields)
        {
            var own = ValueForm.Of(field);
            var at = 2 * (field.At.Offset - form.At.Offset);
            ModbusValueCodec.Encode(own, value.AsStructure[field.Name]!.Value, registers.Slice(at, 2 * own.Size));
        }
    }

    /// <summary>Why a value can't be written, in words; null where it can: it has every field and no other.</summary>
    public static string? Problem(in ValueForm form, PointValue value)
    {
        if (value.Kind != ValueKind.Structure)
            return $"a structure of {Names(form)} is expected, not {ModbusValueCodec.Shown(value)}";
        var given = value.AsStructure;
        foreach (var field in form.Fields)
        {
            if (given[field.Name] is not { } own)
                return $"the field '{field.Name}' is missing, and a structure is written whole";
            if (ModbusValueCodec.Problem(ValueForm.Of(field), own) is { } problem)
                return $"the field '{field.Name}': {problem}";
        }

        foreach (var (name, _) in given.Fields)
            if (!Has(form, name))
                return $"there is no field '{name}', only {Names(form)}";
        return null;
    }

    private static bool Has(in ValueForm form, string name)
    {
        foreach (var field in form.Fields)
            if (field.Name == name)
                return true;
        return false;
    }

    private static string Names(in ValueForm form) =>
        string.Join(", ", form.Fields.Select(field => $"'{field.Name}'"));
}
