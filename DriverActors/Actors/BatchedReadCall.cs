using System.Collections.Immutable;
using System.Diagnostics;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;

namespace Understudy.DriverActors.Actors;

/// <summary>Several reads that waited, put to the driver as one. Each caller gets its own points in its own order. The
/// shortest time limit among them counts for all.</summary>
internal sealed class BatchedReadCall(
    DriverRun run, IReadOnlyList<DriverCommands.Read> reads, IReadOnlyList<PointId> points, long deadline)
    : DriverCall<IReadOnlyList<PointReading>>(run, deadline)
{
    public override IEnumerable<long> Numbers => reads.Select(read => read.Call);

    protected override int RequestsMax => ReadCall.RequestsPerPointMax * points.Count;

    protected override (string Name, IEnumerable<ActivityContext> Asking) Trace =>
        ("driver read", reads.Select(read => read.Trace));

    protected override Task<IReadOnlyList<PointReading>> InvokeAsync() => Run.Driver.ReadAsync(points, Cancellation);

    protected override void Report(IReadOnlyList<PointReading> readings)
    {
        ReadCall.Check(readings, points);
        var readingByPoint = new Dictionary<PointId, PointReading>(points.Count);
        for (var i = 0; i < points.Count; i++) readingByPoint[points[i]] = readings[i];
        foreach (var read in reads)
        {
            var own = ImmutableArray.CreateRange(read.Points, point => readingByPoint[point]);
            Run.Report(new DriverReports.ReadDone(Run.Incarnation, read.Call, own));
        }
    }

    protected override bool TryRefuse(SendRefusal refusal)
    {
        foreach (var read in reads)
            Run.Report(new DriverReports.SendRefused(Run.Incarnation, read.Call, refusal));
        return true;
    }
}
