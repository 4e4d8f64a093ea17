using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>What must hold within one point.</summary>
internal static class PointChecks
{
    public static void Check(PointSpec point, Fields fields)
    {
        CheckNumbers(point, fields);
        CheckWriting(point, fields);
        if (fields.Has("deadband") && !point.Type.IsNumber())
            fields.Problem("deadband", $"A {PlantWord.Of(point.Type)} has no deadband, every change of it is one: "
                + "leave it out.");
        CheckOverlay(point, fields);
    }

    private static void CheckOverlay(PointSpec point, Fields fields)
    {
        if (point.Overlay is null) return;
        if (point.Role != PointRole.Measurement) fields.Problem("overlay", "Only a measurement can be overlaid.");
        else if (!point.Type.IsNumber())
            fields.Problem("overlay", $"A {PlantWord.Of(point.Type)} is no count that an offset could be added to.");
        else if (point.Scale < 0)
            fields.Problem("overlay", "An offset is for what counts up, and with a negative scale it counts down.");
        if (point.Record == RecordRule.None)
            fields.Problem("record", "Where a count stood is known from the journal only: with 'overlay', record it.");
    }

    private static void CheckNumbers(PointSpec point, Fields fields)
    {
        var word = PlantWord.Of(point.Type);
        if (fields.Has("order") && point.Type.Size() == 1)
            fields.Problem("order", $"'order' is for types of more than one register; {word} has none.");
        if (point.Type == PointType.Bool)
        {
            if (fields.Has("scale")) fields.Problem("scale", "A bool has no scale: leave it out.");
            if (fields.Has("offset")) fields.Problem("offset", "A bool has no offset: leave it out.");
            if (fields.Has("range")) fields.Problem("range", "A bool has no range: leave it out.");
        }
        else if (point.Scale == 0)
        {
            fields.Problem("scale", "A scale of 0 would make every value 0: for example scale: 0.1.");
        }
        else if (point.Range is { } range)
        {
            CheckRange(point, range, fields);
        }
    }

    private static void CheckRange(PointSpec point, ValueRange range, Fields fields)
    {
        var held = ValueForm.Of(point).Holds;
        // 3276.7 / 0.1 is a hair above 32767; what rounds to a raw number that fits does fit.
        var slack = point.Type.IsFloat() ? 0 : Math.Abs(point.Scale) / 2;
        if (range.Min < held.Min - slack || range.Max > held.Max + slack)
            fields.Problem(
                "range",
                FormattableString.Invariant($"{range} is more than a {PlantWord.Of(point.Type)} holds with scale ")
                + FormattableString.Invariant($"{point.Scale}")
                + (point.Offset == 0 ? "" : FormattableString.Invariant($" and offset {point.Offset}"))
                + $": {held}.");
    }

    private static void CheckWriting(PointSpec point, Fields fields)
    {
        var role = PlantWord.Of(point.Role);
        var isClientsOwn = point.Role is PointRole.Trigger or PointRole.Heartbeat;
        if (!point.IsWritable)
            foreach (var key in (string[])["whenDown", "ttl", "repeatable", "after"])
                if (fields.Has(key))
                    fields.Problem(key, $"'{key}' is about writing, and a measurement is never written.");
        if (isClientsOwn && point.WhenDown == WhenDown.Queue)
            fields.Problem("whenDown", $"A {role} is never queued: use block or busy.");
        if (isClientsOwn && point.Repeatable)
            fields.Problem("repeatable", $"Every write of a {role} counts, so it can't be repeatable.");
        if (point.Role != PointRole.Configuration && point.Replay != ReplayRule.Never)
            fields.Problem("replay", $"Only configuration is ever written again; a {role} is not.");
    }
}
