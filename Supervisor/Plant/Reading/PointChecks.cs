using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>What a point's role and access allow.</summary>
internal static class PointChecks
{
    public static void Check(PointSpec point, Fields fields)
    {
        CheckWriting(point, fields);
        CheckReading(point, fields);
        if (fields.Has("deadband") && !point.IsNumber)
            fields.Problem("deadband", $"A {Word(point)} has no deadband, every change of it is one: leave it out.");
        CheckOverlay(point, fields);
        CheckRestoring(point, fields);
        CheckRate(point, fields);
    }

    private static void CheckRestoring(PointSpec point, Fields fields)
    {
        foreach (var key in (string[])["restoreWithin", "onConflict"])
            if (fields.Has(key) && point.Role != PointRole.Configuration)
                fields.Problem(key, $"Only configuration is restored; a {PlantWord.Of(point.Role)} is not.");
            else if (fields.Has(key) && point.Replay == ReplayRule.Never)
                fields.Problem(key, $"With 'replay: never' nothing is restored: leave '{key}' out.");
    }

    private static void CheckRate(PointSpec point, Fields fields)
    {
        if (point.MaxRate is not { } rate) return;
        if (!point.IsNumber) fields.Problem("maxRate", $"A {Word(point)} is no number that could change too fast.");
        else if (rate <= 0)
            fields.Problem("maxRate", "A rate is above 0, in the point's unit in a second, for example maxRate: 0.5.");
    }

    private static void CheckOverlay(PointSpec point, Fields fields)
    {
        if (point.Overlay is null) return;
        if (point.Role != PointRole.Measurement) fields.Problem("overlay", "Only a measurement can be overlaid.");
        else if (!point.IsNumber)
            fields.Problem("overlay", $"A {Word(point)} is no count that an offset could be added to.");
        else if (point.Scale < 0)
            fields.Problem("overlay", "An offset is for what counts up, and with a negative scale it counts down.");
        if (point.Record == RecordRule.None)
            fields.Problem("record", "Where a count stood is known from the journal only: with 'overlay', record it.");
    }

    private static string Word(PointSpec point) => point.Names is null ? PlantWord.Of(point.Type) : "named value";

    private static void CheckWriting(PointSpec point, Fields fields)
    {
        var role = PlantWord.Of(point.Role);
        var isClientsOwn = point.Role is PointRole.Trigger or PointRole.Heartbeat;
        if (!point.IsWritable)
            foreach (var key in (string[])["whenDown", "ttl", "repeatable", "after", "maxRate", "interlock"])
                if (fields.Has(key))
                    fields.Problem(key, $"'{key}' is about writing, and a measurement is never written.");
        if (isClientsOwn && point.WhenDown is WhenDown.Queue or WhenDown.Block)
            fields.Problem("whenDown", $"A {role} is never kept for later: leave 'whenDown' out, or use busy.");
        if (fields.Has("confirmBy") && point.Role != PointRole.Output)
            fields.Problem("confirmBy", point.Role == PointRole.Configuration
                ? "A setting is read back and compared by itself: leave 'confirmBy' out."
                : $"'confirmBy' is for outputs and commands; this is a {role}.");
        if (point.Repeatable && point.IsWritable && point.Role != PointRole.Configuration)
            fields.Problem("repeatable", $"Only configuration can be repeatable: every write of a {role} counts.");
        if (point.Role != PointRole.Configuration && point.Replay != ReplayRule.Never)
            fields.Problem("replay", $"Only configuration is ever written again; a {role} is not.");
    }

    private static void CheckReading(PointSpec point, Fields fields)
    {
        if (point.IsReadable) return;
        if (!point.IsWritable)
            fields.Problem("readable", "A measurement that can't be read has no value at all.");
        if (fields.Has("scan"))
            fields.Problem("scan", "'scan' is about reading, and this point is declared 'readable: false'.");
    }
}
