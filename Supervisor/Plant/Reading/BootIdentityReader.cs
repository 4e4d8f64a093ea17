using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>bootIdentity</c>: the point by which a device shows that it began anew.</summary>
internal static class BootIdentityReader
{
    public static BootIdentitySpec? Read(PlantNode? node, ProfilePoints points, ProblemList problems)
    {
        if (Fields.Of(node, PlantKeys.BootIdentity, problems) is not { } fields) return null;
        fields.Required("point", "the point that shows it, for example point: uptime");
        var when = fields.Choice<BootRule>("when") ?? BootRule.Changes;
        if (fields.Text("point", "the id of a point") is not { } id) return null;
        if (!points.Declared.Contains(id.Text))
        {
            fields.Problem("point", $"'{id.Shown}' is no point of this profile: "
                + $"{Spelling.Hint(id.Text, points.Declared)}");
            return null;
        }

        var point = points.Find(id.Text)?.Spec;
        if (point is { IsReadable: false })
            fields.Problem("point", $"'{point.Id}' can't be read, so it shows nothing.");
        if (point is { IsNumber: false } && when == BootRule.Lower)
            fields.Problem("when", $"'{point.Id}' is no number, so it is never lower.");
        return new BootIdentitySpec(new PointId(id.Text), when);
    }
}
