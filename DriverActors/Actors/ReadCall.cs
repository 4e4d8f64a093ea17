using System.Diagnostics;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;

namespace Understudy.DriverActors.Actors;

/// <summary>One read, as the shadow asked for it.</summary>
internal sealed class ReadCall(DriverRun run, DriverCommands.Read read, long deadline)
    : DriverCall<IReadOnlyList<PointReading>>(run, deadline)
{
    /// <summary>Where a device refuses blocks, a read takes a request for each point and some for the blocks.</summary>
    public const int RequestsPerPointMax = 2;

    public override IEnumerable<long> Numbers => [read.Call];

    protected override int RequestsMax => RequestsPerPointMax * read.Points.Length;

    protected override (string Name, IEnumerable<ActivityContext> Asking) Trace => ("driver read", [read.Trace]);

    /// <exception cref="InvalidOperationException">The driver gave other readings than those of the points asked.
    /// </exception>
    public static void Check<TPoints>(IReadOnlyList<PointReading> readings, TPoints asked)
        where TPoints : IReadOnlyList<PointId>
    {
        if (readings?.Count != asked.Count)
            throw new InvalidOperationException(
                $"The driver gave {readings?.Count ?? 0} readings for {asked.Count} points.");
        for (var i = 0; i < asked.Count; i++)
            if (readings[i]?.Point != asked[i])
                throw new InvalidOperationException(
                    $"The driver gave a reading of {readings[i]?.Point} where {asked[i]} was asked.");
    }

    protected override Task<IReadOnlyList<PointReading>> InvokeAsync() =>
        Run.Driver.ReadAsync(read.Points, Cancellation);

    protected override void Report(IReadOnlyList<PointReading> readings)
    {
        Check(readings, read.Points);
        Run.Report(new DriverReports.ReadDone(Run.Incarnation, read.Call, readings));
    }

    protected override bool TryRefuse(SendRefusal refusal)
    {
        Run.Report(new DriverReports.SendRefused(Run.Incarnation, read.Call, refusal));
        return true;
    }
}
