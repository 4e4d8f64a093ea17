using Understudy.Hardware.Drivers;

namespace Understudy.Hardware.Links;

/// <summary>
/// One connection to a gateway, in frames of its protocol: matches answers to requests, bounds what it reads, and
/// knows which frames change a device. It lives one connection: connected once, lost once, then disposed.
/// Not promised: fairness, pacing, reconnecting, a limit on requests in flight. That is the link's work.
/// </summary>
public interface ILinkTransport : IAsyncDisposable
{
    /// <summary>Completes, never faults, when the connection has gone, with the reason.</summary>
    Task<string> Lost { get; }

    /// <summary>Frames that came so far, also late and foreign ones: while the number grows, the peer hears this
    /// connection. Safe to read at any time.</summary>
    long FramesReceived { get; }

    /// <summary>True when it ended because of a unit that gave no answer, though the peer is well: the next connection
    /// need not be put off. Set before <see cref="Lost"/> completes.</summary>
    bool IsGivenUp { get; }

    /// <summary>Called once, first.</summary>
    /// <exception cref="LinkLostException">The peer can't be reached; the message names the address and why.
    /// </exception>
    Task ConnectAsync(CancellationToken cancellation);

    /// <summary>Whether this payload can change a device. Unknown payloads do.</summary>
    bool Mutates(ReadOnlySpan<byte> payload);

    /// <summary>Whether the unit itself gave this answer; false: a gateway did in its place, having heard nothing of
    /// it.</summary>
    bool IsOfUnit(ReadOnlySpan<byte> answer) => true;

    /// <summary>
    /// Sends one request as one socket write and waits for its own answer, which is returned whole, exceptions of the
    /// protocol included. <paramref name="authorise"/> is called once, in the same step as the write, under whatever
    /// lock orders writes: nothing is sent unless it returns null. A late or foreign answer is ignored. The
    /// connection is closed on a protocol violation.
    /// </summary>
    /// <exception cref="SendRefusedException"><paramref name="authorise"/> refused, or it was cancelled before it was
    /// sent.</exception>
    /// <exception cref="NoResponseException">Nothing came within the request's response time.</exception>
    /// <exception cref="LinkLostException">The connection has gone.</exception>
    /// <exception cref="ProtocolViolationException">What came is not allowed by the protocol.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the frame may have been sent.</exception>
    Task<ReadOnlyMemory<byte>> ExchangeAsync(
        LinkRequest request, Func<SendRefusal?> authorise, CancellationToken cancellation);
}
