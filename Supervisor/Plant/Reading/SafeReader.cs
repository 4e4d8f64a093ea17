using System.Collections.Immutable;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>safe</c> of a point: the values of which a write is a safe action.</summary>
internal static class SafeReader
{
    public static PointSpec Read(PointSpec point, Fields fields)
    {
        var nodes = fields.Texts("safe", "a value that is safe to write, or a list of them", PlantLimits.SafeValuesMax);
        if (!fields.Has("safe")) return point;
        if (point.Role is not (PointRole.Output or PointRole.Trigger))
        {
            fields.Problem("safe", point.Role == PointRole.Configuration
                ? "A setting has no safe values: a recovery may write another value over them, which is on record. "
                    + "Safe values are for outputs and triggers."
                : $"Safe values are for outputs and triggers; this is a {PlantWord.Of(point.Role)}.");
            return point;
        }

        var form = ValueForm.Of(point);
        var values = ImmutableArray.CreateBuilder<PointValue>();
        foreach (var node in nodes)
        {
            var value = ConditionReader.ValueOf(node, form);
            if (ModbusValueCodec.Problem(form, value) is { } problem)
                fields.Problem("safe", $"'{point.Id}' can't be {node.What}: {problem}.");
            else
                values.Add(value);
        }

        return point with { SafeValues = values.ToImmutable() };
    }
}
