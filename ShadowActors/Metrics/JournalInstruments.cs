using System.Diagnostics.Metrics;

namespace Understudy.ShadowActors.Metrics;

/// <summary>The instruments that tell of the journal's database as a whole.</summary>
internal static class JournalInstruments
{
    private static readonly KeyValuePair<string, object?> Done = new("result", "done");
    private static readonly KeyValuePair<string, object?> Failed = new("result", "failed");

    public static void Create(Meter meter, JournalUpkeepMetrics upkeep)
    {
        meter.CreateObservableGauge(
            "understudy.journal", () => upkeep.Bytes, "By", "What the journal's database occupies on its disk.");
        meter.CreateObservableCounter(
            "understudy.journal.archived",
            () => upkeep.ArchivedEvents,
            "{event}",
            "Events that went from the database into an archive.");
        meter.CreateObservableCounter(
            "understudy.journal.retention",
            () => (Measurement<long>[])[new(upkeep.Runs, Done), new(upkeep.FailedRuns, Failed)],
            "{run}",
            "Looks whether events may go from the database.");
    }
}
