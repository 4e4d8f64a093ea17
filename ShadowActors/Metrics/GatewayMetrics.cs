using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Metrics;

/// <summary>What is counted of one gateway. Written by its actor, read by whoever looks.</summary>
public sealed class GatewayMetrics(GatewayId gateway)
{
    private long _reconnects;
    private volatile bool _linkUp;

    public bool LinkUp => _linkUp;

    /// <summary>Connections after the first one of a link.</summary>
    public long Reconnects => Volatile.Read(ref _reconnects);

    internal KeyValuePair<string, object?> Label { get; } = new("gateway", gateway.ToString());

    public void LinkIsUp(long connection)
    {
        _linkUp = true;
        if (connection > 1) Interlocked.Increment(ref _reconnects);
    }

    public void LinkIsDown() => _linkUp = false;
}
