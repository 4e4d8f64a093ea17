using Understudy.Supervisor.Plant.Units;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>unit</c> of a value: a UCUM code.</summary>
internal static class UnitReader
{
    private const string None = "1";

    public static string Read(Fields fields)
    {
        var unit = fields.Text("unit", "a UCUM code such as Cel, \"%\" or kPa");
        if (unit is null) return None;
        if (unit.Text.Length > PlantLimits.TextLengthMax)
            fields.Problem("unit", $"A UCUM code has at most {PlantLimits.TextLengthMax} characters here.");
        else if (UcumCode.Problem(unit.Text) is { } problem)
            fields.TolerableProblem("unit", $"'{unit.Shown}' is no UCUM code ({problem}). Codes are for example Cel, "
                + "\"%\", kPa, m3/h; what UCUM has no unit for stands in braces, {parts}.");
        return unit.Text;
    }
}
