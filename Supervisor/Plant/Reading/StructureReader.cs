using System.Collections.Immutable;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>fields</c>: a structure, which lies where its fields lie.</summary>
internal static class StructureReader
{
    private static readonly string[] OfSingleValues =
        ["at", "order", "scale", "offset", "range", "length", "values"];

    /// <summary>Null, and a problem, if there is too little to go on.</summary>
    public static ValueForm? Read(Fields point, Addressing addressing, ProblemList problems)
    {
        foreach (var key in OfSingleValues)
            if (point.Has(key))
                point.Problem(key, $"A structure's fields each have their own '{key}', the structure has none.");
        if (point.Choice<PointType>("type") is not (null or PointType.Structure))
            point.Problem("type", "What has 'fields' is a structure: leave the type out.");
        var entries = NamedEntries.Of(point.Node("fields"), "field", StructureValue.FieldsMax, problems);
        var fields = new List<(FieldSpec Spec, TextNode Key)>();
        foreach (var entry in entries)
            if (Read(entry, addressing, problems) is { } field)
                fields.Add((field, entry.Key));
        if (fields.Count == 0)
        {
            if (point.Node("fields") is MapNode { Entries.Count: 0 })
                point.Problem("fields", "A structure has at least one field.");
            return null;
        }

        if (fields.Count < entries.Count || !IsOneTable(fields, problems)) return null;
        Overlaps.Check([.. fields.Select(Occupied)], problems);
        ImmutableArray<FieldSpec> sorted =
        [
            .. fields.Select(field => field.Spec)
                .OrderBy(field => field.At.Offset).ThenBy(field => field.At.Bits?.First ?? 0),
        ];
        var form = new ValueForm(
            sorted[0].At with { Bits = null }, PointType.Structure, WordOrder.ABCD, 1, 0, null, 0, null, sorted);
        if (form.Mismatch is not { } mismatch) return form;
        point.Problem("fields", $"A structure is read with one request: {mismatch}.");
        return null;
    }

    /// <summary>Every bit of a structure that is written belongs to a field: what does not would be written as 0.
    /// </summary>
    public static void CheckWhole(in ValueForm form, Fields point)
    {
        if (form.Size > ModbusLimits.WriteRegistersMax)
            point.Problem("fields", $"A structure is written with one request, which takes at most "
                + $"{ModbusLimits.WriteRegistersMax} registers, not {form.Size}.");
        var covered = new ushort[form.Size];
        foreach (var field in form.Fields)
        {
            var first = field.At.Offset - form.At.Offset;
            var mask = field.At.Bits?.Mask ?? ushort.MaxValue;
            for (var i = 0; i < ValueForm.Of(field).Size; i++) covered[first + i] |= mask;
        }

        var open = Array.FindIndex(covered, mask => mask != ushort.MaxValue);
        if (open < 0) return;
        var where = form.At with { Offset = (ushort)(form.At.Offset + open) };
        point.Problem("fields", covered[open] == 0
            ? $"A structure is written whole, and no field says what is written to {where}."
            : $"A structure is written whole, and no field says what is written to all bits of {where}.");
    }

    private static FieldSpec? Read(MapEntry entry, Addressing addressing, ProblemList problems)
    {
        if (Fields.Of(entry.Value, PlantKeys.Field, problems) is not { } fields) return null;
        var unit = UnitReader.Read(fields);
        var form = FormReader.Read(fields, addressing, problems);
        if (entry.Key.Text == StructureValue.ReservedName)
        {
            problems.Add(entry.Key, $"No field is called '{StructureValue.ReservedName}': in JSON that stands for a "
                + "number that is none.");
            return null;
        }

        if (form is { At.IsRegister: false })
            fields.Problem("at", "The fields of a structure lie in registers, input or holding.");
        return form is not { At.IsRegister: true } read
            ? null
            : new FieldSpec(
                entry.Key.Text, read.At, read.Type, read.Order, read.Scale, read.Offset, unit, read.Range,
                read.Length, read.Names);
    }

    private static bool IsOneTable(List<(FieldSpec Spec, TextNode Key)> fields, ProblemList problems)
    {
        var other = fields.Find(field => field.Spec.At.Table != fields[0].Spec.At.Table);
        if (other.Spec is null) return true;
        problems.Add(other.Key, $"'{other.Spec.Name}' is at {other.Spec.At} and '{fields[0].Spec.Name}' at "
            + $"{fields[0].Spec.At}: a structure lies in one table.");
        return false;
    }

    private static Occupied Occupied((FieldSpec Spec, TextNode Key) field) =>
        new(field.Spec.Name, field.Spec.At, ValueForm.Of(field.Spec).Size, field.Key);
}
