using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Counts that go on where they stood when the device begins anew. A lower count is believed when it is seen again a
/// while later; then the offset is written ahead, and only when it is durable is a value told that needs it. Until then
/// the point is answered with what was known before, as Uncertain.
/// </summary>
internal static class Overlays
{
    /// <summary>A reading as it is to be told.</summary>
    /// <param name="at">When it was read, on the uptime clock.</param>
    public static HeardReading Of(Turn turn, PointReading reading, TimeSpan at)
    {
        if (turn.Spec.Point(reading.Point) is not { Overlay: OverlayKind.Offset }) return new HeardReading(reading, at);
        if (reading is { Status.IsGood: true, Value: { } value } && CountRule.IsCount(value))
            return Counted(turn, reading, at, value);
        // It is told at once: a count that waits is not the newest any more.
        if (turn.Live.Overlays.TryGetValue(reading.Point, out var live))
            Set(turn, reading.Point, live with { Held = null, At = at });
        return new HeardReading(reading, at);
    }

    /// <summary>The change of the offset is on record.</summary>
    public static void Durable(Turn turn, PointId point)
    {
        if (!turn.Live.Overlays.TryGetValue(point, out var live)) return;
        Set(turn, point, live with { IsOnItsWay = false, Held = null });
        if (live is not { Held: { } held, Lower: null } || turn.Live.Claim != ClaimStatus.Held
            || held.Incarnation != turn.Live.Incarnation || turn.Live.Driver != DriverPhase.Open)
            return;
        ImmutableArray<HeardReading> heard = [Overlaid(turn, held.Reading, held.At, held.Reading.Value!.Value)];
        Reads.Know(turn, heard);
        Recording.DriverAnswered(turn, null, "overlay", heard);
    }

    private static HeardReading Counted(Turn turn, PointReading reading, TimeSpan at, PointValue raw)
    {
        var live = (turn.Live.Overlays.GetValueOrDefault(reading.Point) ?? LiveOverlay.None) with { At = at };
        var last = live.Raw ?? turn.State.Overlays.GetValueOrDefault(reading.Point.Value)?.Raw;
        if (last is { } before && CountRule.IsLower(raw, before)) return Lower(turn, reading, live, before, raw);
        Set(turn, reading.Point, live with
        {
            Raw = raw,
            Lower = null,
            Held = live.IsOnItsWay ? Held(turn, reading, at) : null,
        });
        return live.IsOnItsWay ? new HeardReading(reading, at, IsHeld: true) : Overlaid(turn, reading, at, raw);
    }

    private static HeardReading Lower(
        Turn turn, PointReading reading, LiveOverlay live, PointValue last, PointValue raw)
    {
        if (live.Lower is not { } lower || CountRule.IsLower(raw, lower.Raw))
            Set(turn, reading.Point, live with { Lower = new LiveOverlay.LowerCount(raw, live.At) });
        else if (live.At - lower.Since >= ShadowLimits.LowerCountTime && !live.IsOnItsWay
            && turn.Live.Claim == ClaimStatus.Held)
            Raise(turn, reading, live.At, last, raw);
        else
            Set(turn, reading.Point, live);
        return new HeardReading(reading, live.At, IsHeld: true);
    }

    private static void Raise(Turn turn, PointReading reading, TimeSpan at, PointValue last, PointValue raw)
    {
        var point = turn.Spec.Point(reading.Point)!;
        var (why, offset) = CountRule.Raised(point, OffsetOf(turn, point.Id, raw), last, raw);
        Set(turn, point.Id, new LiveOverlay(raw, null, IsOnItsWay: true, Held(turn, reading, at), at));
        turn.Record("overlay", stamp => new ShadowEvents.OverlayChanged(stamp, point.Id, why, last, raw, offset));
        turn.Then(new Continuations.OverlayDurable(point.Id));
    }

    private static HeardReading Overlaid(Turn turn, PointReading reading, TimeSpan at, PointValue raw)
    {
        var offset = OffsetOf(turn, reading.Point, raw);
        return new HeardReading(
            reading with { Value = CountRule.Total(raw, offset) }, at, new AppliedOverlay(offset, raw));
    }

    private static PointValue OffsetOf(Turn turn, PointId point, PointValue raw) =>
        turn.State.Overlays.GetValueOrDefault(point.Value)?.Offset ?? CountRule.NoOffset(raw);

    private static LiveOverlay.HeldReading Held(Turn turn, PointReading reading, TimeSpan at) =>
        new(reading, at, turn.Live.Incarnation);

    private static void Set(Turn turn, PointId point, LiveOverlay live) =>
        turn.Live = turn.Live with { Overlays = turn.Live.Overlays.SetItem(point, live) };
}
