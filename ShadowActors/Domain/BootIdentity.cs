using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>By its declared boot identity a device is known to have begun anew, whatever its settings are.</summary>
internal static class BootIdentity
{
    /// <summary>Remembers what was heard of it; what follows is for <see cref="Follow"/>.</summary>
    public static void Heard(Turn turn, ImmutableArray<HeardReading> heard)
    {
        if (turn.Spec.BootIdentity is not { } identity) return;
        foreach (var one in heard)
        {
            if (one.Reading.Point != identity.Point || one.IsLate
                || one.Reading is not { Status.IsGood: true, Value: { } value })
                continue;
            var before = turn.Live.BootSeen ?? turn.State.Readings.GetValueOrDefault(identity.Point.Value)?.Value;
            turn.Live = turn.Live with { BootSeen = value };
            if (before is { } known && IsAnew(identity.When, known, value))
                turn.Live = turn.Live with { AnewReason = $"{identity.Point} was {known} and is {value}" };
        }
    }

    /// <summary>In a recovery all that differs is then lost; while the driver serves, a recovery begins.</summary>
    public static void Follow(Turn turn)
    {
        if (turn.Live.AnewReason is not { } reason || turn.Live.Journal != JournalStatus.Up) return;
        turn.Live = turn.Live with { AnewReason = null };
        if (turn.State.IsReset) return;
        if (turn.Live.Mode == DeviceMode.Passive
            && (IsRecent(turn, turn.Live.ResetAt) || IsRecent(turn, turn.Live.AnewAgainAt)))
        {
            Again(turn, reason);
            return;
        }

        turn.Live = turn.Live with { ResetAt = turn.Now.Uptime };
        turn.Record("boot identity", stamp => new ShadowEvents.DeviceResetDetected(stamp, reason, []));
        DeviceAlarms.ResetDetected(turn, reason);
        if (turn.Live.Mode == DeviceMode.Passive)
            Failures.Close(turn, DriverActors.Protocol.FailureKind.DeviceReset, reason);
    }

    /// <summary>Where it is not scanned it is read with the settings.</summary>
    public static ImmutableArray<PointId> ToRead(Turn turn) =>
        turn.Spec.BootIdentity is { } identity ? [identity.Point] : [];

    /// <summary>An identity that never stays the same would be recovered from for ever: what was lost is held.
    /// </summary>
    private static void Again(Turn turn, string reason)
    {
        if (!IsRecent(turn, turn.Live.AnewAgainAt))
        {
            turn.Do(new ShadowEffects.LogWarning(
                $"began anew again, {reason}: what it lost is held, since it was restored a moment ago"));
            turn.Record("boot identity", stamp => new ShadowEvents.DeviceResetDetected(stamp, reason, [], Again: true));
            DeviceAlarms.ResetDetected(turn, reason);
        }

        turn.Live = turn.Live with { AnewAgainAt = turn.Now.Uptime, LostBefore = turn.Live.LastCall };
        Looks.AtAll(turn);
    }

    private static bool IsRecent(Turn turn, TimeSpan? at) =>
        at is { } last && turn.Now.Uptime - last < ShadowLimits.ResetTime;

    private static bool IsAnew(BootRule rule, PointValue before, PointValue now) => rule == BootRule.Lower
        ? now.AsNumber < before.AsNumber
        : now != before;
}
