using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Alarms;

namespace Understudy.ShadowActors.Metrics;

/// <summary>What is counted of one gateway. Written by its actor, read by whoever looks.</summary>
public sealed class GatewayMetrics(GatewayId gateway)
{
    private long _reconnects;
    private volatile bool _linkUp;
    private volatile ImmutableSortedDictionary<string, AlarmRecord> _alarms = AlarmBook.Empty;

    public bool LinkUp => _linkUp;

    /// <summary>Connections after the first one of a link.</summary>
    public long Reconnects => Volatile.Read(ref _reconnects);

    /// <summary>The gateway's own that are not cleared.</summary>
    public ImmutableSortedDictionary<string, AlarmRecord> Alarms
    {
        get => _alarms;
        set => _alarms = value;
    }

    internal KeyValuePair<string, object?> Label { get; } = new("gateway", gateway.ToString());

    public void LinkIsUp(long connection)
    {
        _linkUp = true;
        if (connection > 1) Interlocked.Increment(ref _reconnects);
    }

    public void LinkIsDown() => _linkUp = false;
}
