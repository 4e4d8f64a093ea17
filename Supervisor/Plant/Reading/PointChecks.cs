using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>What a point's role and access allow.</summary>
internal static class PointChecks
{
    public static void Check(PointSpec point, Fields fields)
    {
        var role = PlantWord.Of(point.Role);
        var isClientsOwn = point.Role is PointRole.Trigger or PointRole.Heartbeat;
        if (!point.IsWritable)
            foreach (var key in (string[])["whenDown", "ttl", "repeatable", "after"])
                if (fields.Has(key))
                    fields.Problem(key, $"'{key}' is about writing, and a measurement is never written.");
        if (isClientsOwn && point.WhenDown is WhenDown.Queue or WhenDown.Block)
            fields.Problem("whenDown", $"A {role} is never kept for later: leave 'whenDown' out, or use busy.");
        if (point.Repeatable && point.IsWritable && point.Role != PointRole.Configuration)
            fields.Problem("repeatable", $"Only configuration can be repeatable: every write of a {role} counts.");
        if (point.Role != PointRole.Configuration && point.Replay != ReplayRule.Never)
            fields.Problem("replay", $"Only configuration is ever written again; a {role} is not.");
        if (point.IsReadable) return;
        if (!point.IsWritable)
            fields.Problem("readable", "A measurement that can't be read has no value at all.");
        if (fields.Has("scan"))
            fields.Problem("scan", "'scan' is about reading, and this point is declared 'readable: false'.");
    }
}
