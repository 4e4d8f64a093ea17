using System.Collections.Concurrent;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Peers.Rotator;

/// <summary>Makes links and drivers for <see cref="RotctldServer"/>, and knows what they sent.</summary>
internal sealed class RotatorProtocol : IProtocol
{
    public const string Kind = "rotctl";

    private readonly ConcurrentQueue<string> _sent = new();

    public string LinkKind => Kind;

    /// <summary>What was sent to change the rotator, in order, over all connections.</summary>
    public IReadOnlyList<string> Changes =>
        [.. _sent.Where(line => !line.StartsWith(RotatorDriver.Ask, StringComparison.Ordinal))];

    public ILinkTransport CreateTransport(LinkSpec link, TimeProvider time) =>
        new RotatorTransport(link, _sent.Enqueue);

    public IDriver CreateDriver(DeviceSpec device) => new RotatorDriver();
}
