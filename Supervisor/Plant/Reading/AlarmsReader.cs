using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>alarms</c> of a point: limits of a number, or a value of any other.</summary>
internal static class AlarmsReader
{
    private static readonly string[] Limits = ["lowLow", "low", "high", "highHigh"];

    /// <summary>The point with its alarms; as it is where it has none, or too little to go on.</summary>
    public static PointSpec Read(PointSpec point, Fields fields, ProblemList problems)
    {
        if (Fields.Of(fields.Node("alarms"), PlantKeys.Alarms, problems) is not { } alarms) return point;
        if (!point.IsReadable)
            fields.Problem("alarms", "This point is declared 'readable: false', so it can never be an alarm.");
        var given = Limits.Select(key => (Key: key, Value: alarms.Number(key))).ToArray();
        var equals = EqualTo(alarms, point);
        Check(point, alarms, given);
        var deadband = alarms.Number("deadband") ?? 0;
        if (deadband < 0)
            alarms.Problem("deadband", "A deadband is 0 or more, in the unit of the point, for example deadband: 0.5.");
        else if (alarms.Has("deadband") && !Limits.Any(alarms.Has))
            alarms.Problem("deadband", "A deadband is for limits (high, low), and there is none.");
        return point with
        {
            Alarms = new PointAlarms(
                given[3].Value,
                given[2].Value,
                given[1].Value,
                given[0].Value,
                equals,
                deadband,
                Delay(alarms, "delay"),
                Delay(alarms, "offDelay"),
                alarms.Choice<AlarmSeverity>("severity"),
                alarms.Boolean("latching") ?? false,
                Guidance(alarms)),
        };
    }

    private static void Check(PointSpec point, Fields alarms, (string Key, double? Value)[] given)
    {
        var limits = given.Where(limit => alarms.Has(limit.Key)).ToArray();
        if (limits.Length == 0 && !alarms.Has("equals"))
            alarms.Required(
                point.IsNumber ? "high" : "equals",
                point.IsNumber
                    ? "alarms of a number have at least one of highHigh, high, low, lowLow and equals"
                    : "the value that is an alarm, for example equals: true");
        if (!point.IsNumber)
        {
            foreach (var (key, _) in limits)
                alarms.Problem(key, $"'{point.Id}' is no number and has no limits: use equals.");
            return;
        }

        for (var i = 1; i < limits.Length; i++)
            if (limits[i - 1].Value >= limits[i].Value)
                alarms.Problem(limits[i].Key, FormattableString.Invariant(
                    $"{limits[i].Key} ({limits[i].Value}) must be above {limits[i - 1].Key} ({limits[i - 1].Value})."));
    }

    /// <summary>A value that the point can have.</summary>
    private static PointValue? EqualTo(Fields alarms, PointSpec point)
    {
        if (alarms.Text("equals", "the value that is an alarm") is not { } node) return null;
        if (point.Type == PointType.Structure)
        {
            alarms.Problem("equals", $"'{point.Id}' is a structure, of which no value is an alarm.");
            return null;
        }

        var form = ValueForm.Of(point).WithoutRange;
        var value = form.Kind == ValueKind.Text
            ? PointValue.Of(node.Text)
            : PlantScalar.Value(node) ?? PointValue.Of(node.Text);
        if (form.Kind == ValueKind.Real && value.Kind == ValueKind.Integer)
            value = PointValue.Of((double)value.AsInteger);
        if (ModbusValueCodec.Problem(form, value) is not { } problem) return value;
        alarms.Problem("equals", $"'{point.Id}' never equals {node.What}: {problem}.");
        return null;
    }

    private static TimeSpan Delay(Fields alarms, string key) =>
        alarms.Duration(key, TimeSpan.Zero, PlantLimits.AlarmDelayMax) ?? TimeSpan.Zero;

    private static string? Guidance(Fields alarms)
    {
        if (alarms.Text("guidance", "what to do then") is not { } guidance) return null;
        if (guidance.Text.Length <= PlantLimits.GuidanceLengthMax) return guidance.Text;
        alarms.Problem("guidance", $"At most {PlantLimits.GuidanceLengthMax} characters are taken.");
        return null;
    }
}
