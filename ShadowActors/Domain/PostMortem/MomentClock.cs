using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>The uptime clock of the node that wrote the last entry, carried on to the moment that is asked for. A jump
/// of the wall clock between the two shows; one before does not.</summary>
internal readonly record struct MomentClock(EventStamp Last, DateTimeOffset At)
{
    private long NowMs => Last.UptimeMs + Math.Max(0, (long)(At - Last.Time).TotalMilliseconds);

    /// <summary>Null: of another start of a machine, which proves nothing.</summary>
    public TimeSpan? AgeOf(string boot, long uptimeMs) =>
        boot == Last.Boot ? TimeSpan.FromMilliseconds(Math.Max(0, NowMs - uptimeMs)) : null;
}
