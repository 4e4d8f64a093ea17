using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>confirmBy</c>: the reading that proves that a command was done.</summary>
internal static class ConfirmReader
{
    public static ConfirmSpec? Read(PlantNode? node, ProfilePoints points, ProblemList problems) =>
        Fields.Of(node, PlantKeys.ConfirmBy, problems) is { } fields
        && ConditionReader.Read(fields, points, problems) is { } read
            ? new ConfirmSpec(read.Point, read.Above, read.Below, read.EqualTo)
            : null;
}
