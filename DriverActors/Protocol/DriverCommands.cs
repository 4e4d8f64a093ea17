using System.Collections.Immutable;
using System.Diagnostics;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.DriverActors.Protocol;

/// <summary>What a shadow tells its driver actor. A command of another incarnation than the open one is ignored.
/// </summary>
public static class DriverCommands
{
    public interface IDriverCommand
    {
        Incarnation Incarnation { get; }
    }

    /// <summary>A call to the open driver, answered by exactly one report with the same number, or by the end of the
    /// incarnation.</summary>
    public interface IDriverCall : IDriverCommand
    {
        long Call { get; }

        /// <summary>How long it may wait until it is started, else it is told as not sent; and how long it may run
        /// then, before it is cancelled: a read, from each request that it sends to the device.</summary>
        TimeSpan Timeout { get; }

        /// <summary>The span that asks; default: nobody follows the call.</summary>
        ActivityContext Trace { get; }
    }

    /// <summary>Makes a driver and opens it. Only a closed driver actor takes it.</summary>
    public sealed record Open(
        Incarnation Incarnation, DeviceSpec Device, ILinkSession Link, TimeSpan Timeout) : IDriverCommand;

    public sealed record Read(
        Incarnation Incarnation,
        long Call,
        ImmutableArray<PointId> Points,
        TimeSpan Timeout,
        ActivityContext Trace = default) : IDriverCall;

    public sealed record Write(
        Incarnation Incarnation,
        long Call,
        PointId Point,
        PointValue Value,
        MutationPermit Permit,
        TimeSpan Timeout,
        ActivityContext Trace = default) : IDriverCall;

    public sealed record Invoke(
        Incarnation Incarnation,
        long Call,
        CommandId Command,
        ImmutableDictionary<string, PointValue> Arguments,
        MutationPermit Permit,
        TimeSpan Timeout,
        ActivityContext Trace = default) : IDriverCall;

    /// <summary>Ends the incarnation by decision: answered by <see cref="DriverReports.Closed"/>.</summary>
    public sealed record Close(Incarnation Incarnation) : IDriverCommand;

    /// <summary>Makes the open driver fail, for a drill.</summary>
    public sealed record InjectFault(Incarnation Incarnation, DrillFault Fault) : IDriverCommand;
}
