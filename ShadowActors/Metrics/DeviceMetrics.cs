using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Metrics;

/// <summary>
/// What is counted of one device. Written in its shadow's turns, read by whoever looks, from any thread. Most of it is
/// no counter: the shadow leaves here what it became, which is immutable, and a reader takes the numbers out of that.
/// So a read costs one addition and one reference.
/// </summary>
public sealed class DeviceMetrics(DeviceId device)
{
    private static readonly int Causes = Enum.GetValues<FailureKind>().Length;

    private readonly long[] _requests = new long[RequestSeries.Count];
    private readonly long[] _restarts = new long[Causes];
    private Shadow? _shadow;
    private long _indeterminate;
    private long _gaps;
    private long _inFlight;
    private long _oldestAskedTicks = long.MaxValue;

    public DeviceId Device { get; } = device;

    internal KeyValuePair<string, object?> GatewayLabel { get; } = new("gateway", device.Gateway.ToString());

    internal KeyValuePair<string, object?> DeviceLabel { get; } = new("device", device.Name);

    /// <summary>The shadow as it is now; null while none runs.</summary>
    internal Shadow? Shadow => Volatile.Read(ref _shadow);

    internal long IndeterminateVerdicts => Volatile.Read(ref _indeterminate);

    internal long Gaps => Volatile.Read(ref _gaps);

    internal long InFlight => Volatile.Read(ref _inFlight);

    /// <summary>When the oldest request that waits was asked, on the uptime clock; null: none waits.</summary>
    internal TimeSpan? OldestAsked =>
        Volatile.Read(ref _oldestAskedTicks) is var ticks && ticks == long.MaxValue ? null : TimeSpan.FromTicks(ticks);

    internal ReadOnlySpan<long> Requests => _requests;

    internal ReadOnlySpan<long> Restarts => _restarts;

    public void Answered(RequestKind kind, ShadowReplies.IShadowReply reply) =>
        Interlocked.Increment(ref _requests[RequestSeries.Of(kind, reply)]);

    /// <param name="oldestAsked">Null: none waits.</param>
    internal void Waiting(int requests, TimeSpan? oldestAsked)
    {
        Volatile.Write(ref _oldestAskedTicks, oldestAsked?.Ticks ?? long.MaxValue);
        Volatile.Write(ref _inFlight, requests);
    }

    /// <summary>The shadow has decided.</summary>
    internal void Became(Shadow before, Shadow shadow, ShadowInputs.Input input)
    {
        Volatile.Write(ref _shadow, shadow);
        if (before.Live.Driver != shadow.Live.Driver
            && shadow.Live is { Driver: DriverPhase.Closing, EndedBy: { } cause })
            Interlocked.Increment(ref _restarts[(int)cause]);
        if (before.Line.UnderWay is { } batch && AppendLine.IsDurable(batch, before, input)) Recorded(batch.Events);
    }

    /// <summary>The shadow is gone.</summary>
    internal void Stopped()
    {
        Volatile.Write(ref _shadow, null);
        Waiting(0, null);
    }

    private void Recorded(ImmutableList<ShadowEvents.ShadowEvent> events)
    {
        foreach (var happened in events)
        {
            if (happened is ShadowEvents.RequestSettled { Verdict: Verdict.Indeterminate })
                Interlocked.Increment(ref _indeterminate);
            else if (happened is ShadowEvents.GapRecorded)
                Interlocked.Increment(ref _gaps);
        }
    }
}
