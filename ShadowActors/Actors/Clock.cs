using Understudy.ShadowActors.Domain;

namespace Understudy.ShadowActors.Actors;

/// <summary>Takes the moments that decisions go by.</summary>
internal sealed class Clock(GatewayEnvironment environment)
{
    private readonly TimeProvider _time = environment.Time;

    public Moment Now => new(_time.GetElapsedTime(0, _time.GetTimestamp()), _time.GetUtcNow(), environment.Random());

    /// <summary>The timestamp of the node's clock at this uptime.</summary>
    public long Timestamp(TimeSpan uptime) =>
        (long)((Int128)uptime.Ticks * _time.TimestampFrequency / TimeSpan.TicksPerSecond);
}
