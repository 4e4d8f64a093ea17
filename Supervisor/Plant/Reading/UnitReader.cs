namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>unit</c> of a value: a UCUM code.</summary>
internal static class UnitReader
{
    private const string None = "1";

    public static string Read(Fields fields)
    {
        var unit = fields.Text("unit", "a UCUM code such as Cel, \"%\" or kPa");
        if (unit is null) return None;
        if (unit.Text.Length > PlantLimits.TextLengthMax || unit.Text.Any(c => c is <= ' ' or > '~'))
            fields.Problem("unit", $"'{unit.Shown}' is no UCUM code: those are ASCII without blanks, at most "
                + $"{PlantLimits.TextLengthMax} characters, for example Cel, \"%\", kPa, m3/h.");
        return unit.Text;
    }
}
