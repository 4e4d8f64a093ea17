using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Benchmarks.Subjects;

/// <summary>What a program without supervision gives its driver: the connection itself.</summary>
internal sealed class DirectSession(DeviceSpec device, LinkSpec link, ILinkTransport transport)
    : IDriverHost, ILinkSession
{
    private static readonly Func<SendRefusal?> Anything = static () => null;

    public DeviceSpec Device => device;

    public ILinkSession Link => this;

    public TimeProvider Time => TimeProvider.System;

    public TimeSpan ResponseTime => link.ResponseTime;

    public ResourceLedger Resources { get; } = new();

    public void Publish(IReadOnlyList<PointReading> readings)
    {
    }

    public Task<ReadOnlyMemory<byte>> ExchangeAsync(LinkRequest request, CancellationToken cancellation) =>
        transport.ExchangeAsync(request, Anything, cancellation);
}
