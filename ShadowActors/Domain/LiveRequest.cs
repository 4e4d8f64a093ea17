using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>A mutation that somebody waits for.</summary>
/// <param name="Waiters">Who waits; the first asked first.</param>
/// <param name="Deadline">The first one's, on the uptime clock: after it the request is not sent.</param>
/// <param name="Order">Place among those that wait.</param>
/// <param name="AppendBy">A safe action is sent then without its append; null for all others.</param>
/// <param name="Lock">What its client's lock token digests to; null: it has none.</param>
/// <param name="Asked">When the first one asked, on the uptime clock.</param>
public sealed record LiveRequest(
    RequestId Request,
    bool Keyed,
    string Principal,
    Operation Operation,
    ImmutableArray<LiveRequest.Waiter> Waiters,
    TimeSpan Deadline,
    RequestPhase Phase,
    long Order,
    TimeSpan? AppendBy = null,
    TimeSpan? Asked = null,
    string? Lock = null)
{
    /// <summary>Who asked the same again may have less patience.</summary>
    public sealed record Waiter(long Ticket, TimeSpan Deadline);
}

/// <summary>How far a waiting mutation has come.</summary>
public enum RequestPhase : byte
{
    /// <summary>Waits for the recovery, or for the predecessor's send window; nothing is on record.</summary>
    Blocked,

    /// <summary>The inputs of its interlocks are being read; nothing is on record.</summary>
    Checking,

    /// <summary>Its dispatch is on the way into the journal.</summary>
    Dispatching,

    /// <summary>The driver has it, or a failed driver had it.</summary>
    Sent,

    /// <summary>Its acceptance is on the way into the journal.</summary>
    Queueing,

    /// <summary>Its verdict is on the way into the journal.</summary>
    Settling,
}
