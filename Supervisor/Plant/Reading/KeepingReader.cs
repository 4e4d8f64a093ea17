using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>record</c>, <c>deadband</c> and <c>recordAtLeast</c> of a point or a scan class.</summary>
internal static class KeepingReader
{
    public static Keeping Read(Fields fields)
    {
        var record = fields.Choice<RecordRule>("record");
        var deadband = fields.Number("deadband");
        var recordAtLeast = fields.Duration("recordAtLeast", PlantLimits.RecordAtLeastMin);
        if (deadband < 0)
            fields.Problem("deadband", "A deadband is 0 or more, in the unit of the point, for example deadband: 0.5.");
        if (record is { } rule and not RecordRule.Change)
            foreach (var key in (string[])["deadband", "recordAtLeast"])
                if (fields.Has(key))
                    fields.Problem(key, $"'{key}' is for record: change, and here it is {PlantWord.Of(rule)}.");
        return new Keeping(record, deadband < 0 ? null : deadband, recordAtLeast);
    }
}
