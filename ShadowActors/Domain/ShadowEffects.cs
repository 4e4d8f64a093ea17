using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What a shadow's actor must now do, in this order.</summary>
public static class ShadowEffects
{
    public abstract record Effect;

    public sealed record AppendEvents(long Number, ImmutableArray<ShadowEvents.ShadowEvent> Events) : Effect;

    public sealed record Answer(long Ticket, ShadowReplies.IShadowReply Reply) : Effect;

    public sealed record OpenDriver(Incarnation Incarnation, TimeSpan Timeout) : Effect;

    /// <summary>A safe action waits for this incarnation to open.</summary>
    public sealed record HurryDriver(Incarnation Incarnation) : Effect;

    /// <summary>The incarnation ends by decision.</summary>
    public sealed record CloseDriver(Incarnation Incarnation) : Effect;

    /// <summary>Nothing more of this incarnation may reach the device.</summary>
    public sealed record RevokeSession(Incarnation Incarnation) : Effect;

    public sealed record CallRead(Incarnation Incarnation, long Call, ImmutableArray<PointId> Points, TimeSpan Timeout)
        : Effect;

    /// <param name="SendBy">On the uptime clock.</param>
    public sealed record CallMutate(
        Incarnation Incarnation, long Call, RequestId Request, Operation Operation, TimeSpan SendBy, TimeSpan Timeout)
        : Effect;

    public sealed record InjectFault(Incarnation Incarnation, DrillFault Fault) : Effect;

    /// <summary>A timer of the same kind and period that still runs is replaced.</summary>
    public sealed record StartTimer(ShadowTimer Timer, TimeSpan After) : Effect;

    public sealed record LogTransition(DeviceMode From, DeviceMode To, string Cause, Incarnation Incarnation) : Effect;

    public sealed record LogWarning(string Text) : Effect;

    /// <summary>The shadow has ended; its gateway is told why.</summary>
    /// <param name="ClaimLost">Another process owns the device.</param>
    public sealed record Stop(bool ClaimLost, string Reason) : Effect;
}
