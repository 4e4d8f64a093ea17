using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What waits for an append to be durable.</summary>
public static class Continuations
{
    public abstract record Continuation;

    /// <summary>This copy owns the device.</summary>
    public sealed record ClaimDurable : Continuation;

    /// <summary>The dispatch is on record: give it to the driver.</summary>
    public sealed record Send(RequestId Request) : Continuation;

    /// <summary>The settings planned for this incarnation are on record: write them.</summary>
    public sealed record WritePlanned(Incarnation Incarnation) : Continuation;

    /// <summary>The request was accepted into the queue.</summary>
    public sealed record TellAccepted(RequestId Request) : Continuation;

    /// <summary>The verdict is on record: tell all who wait for it.</summary>
    public sealed record TellVerdict(RequestId Request) : Continuation;

    /// <summary>A change of what is added to the point is on record.</summary>
    public sealed record OverlayDurable(PointId Point) : Continuation;

    /// <summary>What was ordered is on record, and that is all there is to do.</summary>
    public sealed record TellDone(long Ticket) : Continuation;

    /// <summary>The first one that was asked under this key is on record: tell what it was told.</summary>
    public sealed record TellKept(long Ticket, RequestId Request) : Continuation;

    public sealed record Restart(RequestId Request, string Principal, string Reason) : Continuation;

    public sealed record Inject(long Ticket, RequestId Request, DrillFault Fault) : Continuation;

    /// <summary>What people decided is on record.</summary>
    /// <param name="Ticket">Who is told; null: nobody asked.</param>
    public sealed record Decided(ShadowEvents.ShadowEvent Happened, long? Ticket) : Continuation;

    /// <summary>An order on an alarm is on record.</summary>
    public sealed record TellAlarm(long Ticket, RequestId Request, string Alarm, string Text) : Continuation;

    /// <summary>The claim is given back: the shadow can end.</summary>
    public sealed record End(string Reason) : Continuation;
}
