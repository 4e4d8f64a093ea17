using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;

namespace Understudy.DriverActors.Protocol;

/// <summary>What a driver actor tells its shadow. All but <see cref="Closed"/> carry the incarnation; the shadow
/// ignores those of another one.</summary>
public static class DriverReports
{
    public interface IDriverReport
    {
        Incarnation Incarnation { get; }
    }

    /// <summary>A fresh driver actor is there and has no driver yet: after its start, after each restart and after
    /// <see cref="DriverCommands.Close"/>.</summary>
    /// <param name="Ended">The incarnation that ended; none at the start.</param>
    /// <param name="Orphans">What ended incarnations of this device left running.</param>
    /// <param name="Released">Resources released in the driver's place.</param>
    public sealed record Closed(Incarnation Ended, int Orphans, int Released);

    public sealed record Opened(Incarnation Incarnation, DeviceIdentity Identity, TimeSpan Elapsed) : IDriverReport;

    /// <summary>Opening refused before anything was done: too many orphans.</summary>
    public sealed record OpenRefused(Incarnation Incarnation, string Reason) : IDriverReport;

    public sealed record ReadDone(Incarnation Incarnation, long Call, IReadOnlyList<PointReading> Readings)
        : IDriverReport;

    public sealed record MutationDone(Incarnation Incarnation, long Call, MutationOutcome Outcome) : IDriverReport;

    /// <summary>The link refused the permit: nothing was sent, and the driver goes on.</summary>
    public sealed record SendRefused(Incarnation Incarnation, long Call, SendRefusal Refusal) : IDriverReport;

    public sealed record Published(Incarnation Incarnation, IReadOnlyList<PointReading> Readings) : IDriverReport;
}
