using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Links;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.DriverActors.Links;

/// <summary>A gate over a fake transport, by a fake clock.</summary>
public abstract class LinkGateTestBase
{
    internal const byte ReadFunction = 3;
    internal const byte WriteFunction = 6;

    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    internal static readonly LinkSpec Spec = new(
        "fake", "plc", 502, 1, TimeSpan.Zero, LinkSpec.DefaultResponseTime, LinkSpec.DefaultConnectTime);

    internal FakeTimeProvider Time { get; } = new();

    internal FakeTransport Transport { get; } = new();

    /// <summary>Why the gate wants a new connection; empty as long as it does not.</summary>
    internal ConcurrentQueue<string> Mute { get; } = new();

    internal LinkGate Gate(LinkSpec? spec = null)
    {
        var gate = new LinkGate(spec ?? Spec, Time) { Claim = TestDevices.Claim };
        gate.Connect(Transport, Mute.Enqueue);
        return gate;
    }

    internal static IRevocableLinkSession Session(ILinkGate gate, long incarnation = 1) =>
        gate.OpenSession(TestDevices.Id(), new Incarnation(incarnation));

    internal static Task<ReadOnlyMemory<byte>> Read(
        ILinkSession session, byte unit = 1, CancellationToken cancellation = default) => session.ExchangeAsync(
        new LinkRequest(unit, new[] { ReadFunction }, null, LinkSpec.DefaultResponseTime), cancellation);

    internal static Task<ReadOnlyMemory<byte>> Write(
        ILinkSession session, MutationPermit? permit, CancellationToken cancellation = default) =>
        session.ExchangeAsync(
            new LinkRequest(1, new[] { WriteFunction }, permit, LinkSpec.DefaultResponseTime), cancellation);

    internal static async Task AssertRefused(SendRefusal refusal, Task sending)
    {
        var refused = await Assert.ThrowsAsync<SendRefusedException>(() => sending.WaitAsync(Patient));
        Assert.Equal(refusal, refused.Refusal);
    }

    internal async Task<FakeTransport.Written> Frame(int number)
    {
        await Until(() => Transport.Frames.Count >= number);
        return Transport.Frames.ElementAt(number - 1);
    }

    internal static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patient);
        while (!condition()) await Task.Delay(1, limit.Token);
    }
}
