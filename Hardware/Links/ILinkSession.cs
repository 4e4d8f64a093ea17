using Understudy.Hardware.Drivers;

namespace Understudy.Hardware.Links;

/// <summary>One incarnation's share of a link. Fair among sessions, paced, bounded.</summary>
public interface ILinkSession
{
    /// <summary>How long a device of this link may take to answer one request.</summary>
    TimeSpan ResponseTime { get; }

    /// <summary>Requests of this session that may be under way at once: what the link lets, over all its devices, or
    /// the device's smaller share of it; a session that stands for no link has no bound.</summary>
    int RequestsInFlightMax => int.MaxValue;

    /// <summary>
    /// Waits for this session's turn, then sends and waits for the answer (see <see cref="ILinkTransport"/>, whose
    /// exceptions come through). At most 64 requests of one session wait; one more is refused, and so is one that is
    /// cancelled before it is sent. A request without a permit may be sent a second time when the first got no answer.
    /// </summary>
    /// <exception cref="SendRefusedException">Revoked, a missing or stale permit, cancelled before it was sent, or the
    /// session's queue is full.</exception>
    Task<ReadOnlyMemory<byte>> ExchangeAsync(LinkRequest request, CancellationToken cancellation);
}
