using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;

namespace Understudy.DriverActors.Actors;

/// <summary>One read, as the shadow asked for it.</summary>
internal sealed class ReadCall(DriverRun run, DriverCommands.Read read, long deadline)
    : DriverCall<IReadOnlyList<PointReading>>(run, deadline)
{
    public override IEnumerable<long> Numbers => [read.Call];

    /// <exception cref="InvalidOperationException">The driver gave another number of readings than asked.</exception>
    public static void CheckCount(IReadOnlyList<PointReading> readings, int asked)
    {
        if (readings.Count != asked)
            throw new InvalidOperationException($"The driver gave {readings.Count} readings for {asked} points.");
    }

    protected override Task<IReadOnlyList<PointReading>> InvokeAsync() =>
        Run.Driver.ReadAsync(read.Points, Cancellation);

    protected override void Report(IReadOnlyList<PointReading> readings)
    {
        CheckCount(readings, read.Points.Length);
        Run.Report(new DriverReports.ReadDone(Run.Incarnation, read.Call, readings));
    }

    protected override bool TryRefuse(SendRefusal refusal)
    {
        Run.Report(new DriverReports.SendRefused(Run.Incarnation, read.Call, refusal));
        return true;
    }
}
