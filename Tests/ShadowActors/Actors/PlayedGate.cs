using System.Collections.Concurrent;
using Understudy.DriverActors.Links;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>A gate whose sessions only tell what becomes of them.</summary>
internal sealed class PlayedGate(Trace trace) : ILinkGate
{
    public ConcurrentQueue<Session> Sessions { get; } = new();

    public IRevocableLinkSession OpenSession(DeviceId device, Incarnation incarnation, LinkShare? share = null)
    {
        trace.Add($"session {incarnation.Number}");
        var session = new Session(trace, incarnation);
        Sessions.Enqueue(session);
        return session;
    }

    internal sealed class Session(Trace trace, Incarnation incarnation) : IRevocableLinkSession
    {
        public bool IsRevoked { get; private set; }

        public TimeSpan ResponseTime => TimeSpan.FromSeconds(1);

        public void Revoke()
        {
            if (!IsRevoked) trace.Add($"revoked {incarnation.Number}");
            IsRevoked = true;
        }

        public void Hurry() => trace.Add($"hurried {incarnation.Number}");

        public Task<ReadOnlyMemory<byte>> ExchangeAsync(LinkRequest request, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
