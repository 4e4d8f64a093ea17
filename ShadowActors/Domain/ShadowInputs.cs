using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What can happen to a shadow.</summary>
public static class ShadowInputs
{
    public abstract record Input;

    /// <summary>A client's command; the ticket stands for where its one answer goes.</summary>
    public sealed record Asked(long Ticket, ShadowCommands.IShadowCommand Command) : Input;

    public sealed record JournalRecovered(ShadowState State) : Input;

    public sealed record Appended(long Number) : Input;

    /// <summary>Whether in doubt or surely not written: the journal reads itself again and then tells.</summary>
    public sealed record AppendFailed(long Number, string Reason) : Input;

    public sealed record JournalUnavailable(string Reason) : Input;

    public sealed record JournalUnreadable(string What) : Input;

    public sealed record LinkUp : Input;

    public sealed record LinkDown(string Reason) : Input;

    public sealed record DriverClosed(Incarnation Ended) : Input;

    public sealed record DriverOpened(Incarnation Incarnation, string Identity, TimeSpan Elapsed) : Input;

    public sealed record DriverOpenRefused(Incarnation Incarnation, string Reason) : Input;

    public sealed record DriverFailed(
        Incarnation Incarnation,
        FailureKind Kind,
        string Message,
        string? Stack,
        ImmutableHashSet<long> UnsentCalls) : Input;

    public sealed record ReadDone(Incarnation Incarnation, long Call, IReadOnlyList<PointReading> Readings) : Input;

    public sealed record MutationDone(Incarnation Incarnation, long Call, MutationOutcome Outcome) : Input;

    public sealed record SendRefused(Incarnation Incarnation, long Call, SendRefusal Refusal) : Input;

    public sealed record Published(Incarnation Incarnation, IReadOnlyList<PointReading> Readings) : Input;

    public sealed record TimerFired(ShadowTimer Timer) : Input;

    /// <summary>The gateway has lost its claim to another.</summary>
    public sealed record ClaimLost(string Reason) : Input;

    /// <summary>Finish, give the claim back, stop.</summary>
    /// <param name="IsRemoved">The device is declared no more.</param>
    public sealed record StopOrdered(string Reason, bool IsRemoved = false) : Input;

    /// <summary>The device's declaration is another one, or what it says of the link is.</summary>
    public sealed record Redeclared(DeviceSpec Device, TimeSpan CallTime, TimeSpan OpenTime) : Input;

    /// <summary>The link is about to be another one: close what is open on this one.</summary>
    public sealed record RelinkOrdered(string Reason) : Input;

    /// <summary>From here on it is the other link.</summary>
    public sealed record Relinked : Input;
}
