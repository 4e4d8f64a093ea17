using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;

namespace Understudy.DriverActors.Links;

/// <summary>
/// One incarnation's share of a link. The transport is called under the session's send lock, up to its first await, and
/// by its contract asks for authorisation and writes in one step before that; <see cref="Revoke"/> takes the same lock.
/// So when it returns, a write of this session is either done or will not be. A transport that asks after an await,
/// outside the lock, could not be stopped and gets an exception instead of an authorisation.
/// </summary>
internal sealed class LinkSession(LinkGate gate, Incarnation incarnation, UnitShare share) : IRevocableLinkSession
{
    private readonly Lock _sending = new();
    private volatile bool _isRevoked;

    public bool IsRevoked => _isRevoked;

    public TimeSpan ResponseTime => gate.ResponseTime;

    public int RequestsInFlightMax => share.RequestsInFlightMax;

    public UnitShare Share => share;

    public Incarnation Incarnation => incarnation;

    /// <summary>Its next request does not wait out the pause of a silent unit. Touched under the gate's lock only.
    /// </summary>
    public bool IsHurried { get; set; }

    /// <summary>Safe actions first, then other mutations, the oldest of each. Touched under the gate's lock only.
    /// </summary>
    public LinkedList<LinkTurn> Waiting { get; } = [];

    public void Enqueue(LinkTurn turn)
    {
        var place = turn.Ask.IsMutation ? Waiting.First : null;
        while (place is { Value.Ask.IsSafe: true } || (!turn.Ask.IsSafe && place is { Value.Ask.IsMutation: true }))
            place = place.Next;
        if (place is null) Waiting.AddLast(turn);
        else Waiting.AddBefore(place, turn);
    }

    public Task<ReadOnlyMemory<byte>> ExchangeAsync(LinkRequest request, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested
            ? Task.FromException<ReadOnlyMemory<byte>>(new SendRefusedException(SendRefusal.SendByPassed))
            : gate.ExchangeAsync(this, request, cancellation);

    public void Revoke()
    {
        lock (_sending)
        {
            if (_isRevoked) return;
            _isRevoked = true;
        }

        gate.Forget(this);
    }

    public void Hurry() => gate.Hurry(this);

    /// <summary>Hands a request whose turn it is to the transport.</summary>
    public Task<ReadOnlyMemory<byte>> SendAsync(
        ILinkTransport transport, LinkRequest request, CancellationToken cancellation)
    {
        lock (_sending)
        {
            if (_isRevoked) throw new SendRefusedException(SendRefusal.SessionRevoked);
            if (cancellation.IsCancellationRequested) throw new SendRefusedException(SendRefusal.SendByPassed);
            return transport.ExchangeAsync(request, () => Authorise(transport, request), cancellation);
        }
    }

    private SendRefusal? Authorise(ILinkTransport transport, LinkRequest request)
    {
        if (!_sending.IsHeldByCurrentThread)
            throw new InvalidOperationException("A transport asks for authorisation before its first await.");
        if (_isRevoked) return SendRefusal.SessionRevoked;
        if (!transport.Mutates(request.Payload.Span)) return null;
        if (request.Permit is not { } permit) return SendRefusal.NoPermit;
        if (gate.Claim is not { } claim || permit.Claim != claim) return SendRefusal.ClaimNotHeld;
        if (permit.Incarnation != incarnation) return SendRefusal.WrongIncarnation;
        return gate.Time.GetTimestamp() > permit.SendBy ? SendRefusal.SendByPassed : null;
    }
}
