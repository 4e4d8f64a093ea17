using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>What must hold within one value's form.</summary>
internal static class FormChecks
{
    private static readonly string[] OfNumbers = ["scale", "offset", "range"];

    /// <summary>False: no value of this form can exist, which is reported.</summary>
    public static bool Passes(in ValueForm form, Fields fields)
    {
        CheckOrder(form, fields);
        if (form.Names is not null)
        {
            if (!CheckNames(form, fields)) return false;
        }
        else if (!form.Type.IsNumber())
        {
            NoneOf(OfNumbers, $"a {PlantWord.Of(form.Type)}", fields);
        }
        else if (form.Scale == 0)
        {
            fields.Problem("scale", "A scale of 0 would make every value 0: for example scale: 0.1.");
            return false;
        }
        else if (form.Range is not null)
        {
            CheckRange(form, fields);
        }

        if (form.Mismatch is not { } mismatch) return true;
        fields.Problem("at", $"{char.ToUpperInvariant(mismatch[0])}{mismatch[1..]}.");
        return false;
    }

    private static void CheckOrder(in ValueForm form, Fields fields)
    {
        if (!fields.Has("order")) return;
        var word = PlantWord.Of(form.Type);
        if (form.Type == PointType.String)
        {
            if (form.Order is not (WordOrder.ABCD or WordOrder.BADC))
                fields.Problem("order", "The registers of a string are in their order, so it is ABCD, or BADC where "
                    + "the two characters of each are the other way round.");
        }
        else if (form.Type.NumberSize() == 1)
        {
            fields.Problem("order", $"'order' is for types of more than one register; {word} has none.");
        }
    }

    private static bool CheckNames(in ValueForm form, Fields fields)
    {
        if (!form.Type.IsInteger())
        {
            fields.Problem("values", $"A {PlantWord.Of(form.Type)} has no 'values': those are for integers and bits.");
            return false;
        }

        NoneOf(OfNumbers, "an enumeration", fields);
        var held = form.Holds;
        if (form.Names!.All.Select(known => (long?)known.Raw).FirstOrDefault(raw => !held.Contains(raw!.Value))
            is not { } beyond) return !form.IsScaled;
        fields.Problem("values", $"{beyond} is more than the {PlantWord.Of(form.Type)} at {form.At} holds: {held}.");
        return false;
    }

    private static void NoneOf(string[] keys, string what, Fields fields)
    {
        foreach (var key in keys)
            if (fields.Has(key))
                fields.Problem(key, $"{char.ToUpperInvariant(what[0])}{what[1..]} has no {key}: leave it out.");
    }

    private static void CheckRange(in ValueForm form, Fields fields)
    {
        var (held, range) = (form.Declarable, form.Range!);
        // 3276.7 / 0.1 is a hair above 32767; what rounds to a raw number that fits does fit.
        var slack = form.Type.IsFloat() ? 0 : Math.Abs(form.Scale) / 2;
        if (range.Min < held.Min - slack || range.Max > held.Max + slack)
            fields.Problem(
                "range",
                FormattableString.Invariant($"{range} is more than a {PlantWord.Of(form.Type)} holds with scale ")
                + FormattableString.Invariant($"{form.Scale}")
                + (form.Offset == 0 ? "" : FormattableString.Invariant($" and offset {form.Offset}"))
                + $": {form.HoldsWords}.");
    }
}
