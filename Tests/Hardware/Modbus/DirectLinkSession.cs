using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>A session with nothing between driver and transport but the rule that mutations need a permit.</summary>
public sealed class DirectLinkSession(ILinkTransport transport) : ILinkSession
{
    private int _sent;

    public TimeSpan ResponseTime => LinkSpec.DefaultResponseTime;

    public int Sent => Volatile.Read(ref _sent);

    public Task<ReadOnlyMemory<byte>> ExchangeAsync(LinkRequest request, CancellationToken cancellation)
    {
        if (transport.Mutates(request.Payload.Span) && request.Permit is null)
            return Task.FromException<ReadOnlyMemory<byte>>(new SendRefusedException(SendRefusal.NoPermit));
        Interlocked.Increment(ref _sent);
        return transport.ExchangeAsync(request, static () => null, cancellation);
    }
}
