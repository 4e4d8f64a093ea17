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
    public static ImmutableArray<HeardReading> Of(Turn turn, IReadOnlyList<PointReading> readings)
    {
        var heard = ImmutableArray.CreateBuilder<HeardReading>(readings.Count);
        foreach (var reading in readings)
        {
            var isOverlaid = turn.Spec.Point(reading.Point) is { Overlay: OverlayKind.Offset }
                && reading is { Status.IsGood: true, Value: { } value } && CountRule.IsCount(value);
            heard.Add(isOverlaid ? Counted(turn, reading, reading.Value!.Value) : new HeardReading(reading));
        }

        return heard.MoveToImmutable();
    }

    /// <summary>The change of the offset is on record.</summary>
    public static void Durable(Turn turn, PointId point)
    {
        if (!turn.Live.Overlays.TryGetValue(point, out var live)) return;
        Set(turn, point, live with { IsOnItsWay = false, Held = null });
        if (live is not { Held: { } held, Lower: null } || turn.Live.Claim != ClaimStatus.Held
            || held.Incarnation != turn.Live.Incarnation || turn.Live.Driver != DriverPhase.Open)
            return;
        ImmutableArray<HeardReading> heard = [Overlaid(turn, held.Reading, held.Reading.Value!.Value)];
        Reads.Know(turn, heard, held.At);
        Recording.DriverAnswered(turn, null, "overlay", heard);
    }

    private static HeardReading Counted(Turn turn, PointReading reading, PointValue raw)
    {
        var live = turn.Live.Overlays.GetValueOrDefault(reading.Point) ?? LiveOverlay.None;
        var last = live.Raw ?? turn.State.Overlays.GetValueOrDefault(reading.Point.Value)?.Raw;
        if (last is { } before && CountRule.IsLower(raw, before)) return Lower(turn, reading, live, before, raw);
        Set(turn, reading.Point, live with
        {
            Raw = raw,
            Lower = null,
            Held = live.IsOnItsWay ? Held(turn, reading) : null,
        });
        return live.IsOnItsWay ? new HeardReading(reading, IsHeld: true) : Overlaid(turn, reading, raw);
    }

    private static HeardReading Lower(
        Turn turn, PointReading reading, LiveOverlay live, PointValue last, PointValue raw)
    {
        var now = turn.Now.Uptime;
        if (live.Lower is not { } lower || CountRule.IsLower(raw, lower.Raw))
            Set(turn, reading.Point, live with { Lower = new LiveOverlay.LowerCount(raw, now) });
        else if (now - lower.Since >= ShadowLimits.LowerCountTime && !live.IsOnItsWay
            && turn.Live.Claim == ClaimStatus.Held)
            Raise(turn, reading, last, raw);
        return new HeardReading(reading, IsHeld: true);
    }

    private static void Raise(Turn turn, PointReading reading, PointValue last, PointValue raw)
    {
        var point = turn.Spec.Point(reading.Point)!;
        var (why, offset) = CountRule.Raised(point, OffsetOf(turn, point.Id, raw), last, raw);
        Set(turn, point.Id, new LiveOverlay(raw, null, IsOnItsWay: true, Held(turn, reading)));
        turn.Record("overlay", stamp => new ShadowEvents.OverlayChanged(stamp, point.Id, why, last, raw, offset));
        turn.Then(new Continuations.OverlayDurable(point.Id));
    }

    private static HeardReading Overlaid(Turn turn, PointReading reading, PointValue raw)
    {
        var offset = OffsetOf(turn, reading.Point, raw);
        return new HeardReading(
            reading with { Value = CountRule.Total(raw, offset) }, new AppliedOverlay(offset, raw));
    }

    private static PointValue OffsetOf(Turn turn, PointId point, PointValue raw) =>
        turn.State.Overlays.GetValueOrDefault(point.Value)?.Offset ?? CountRule.NoOffset(raw);

    private static LiveOverlay.HeldReading Held(Turn turn, PointReading reading) =>
        new(reading, turn.Now.Uptime, turn.Live.Incarnation);

    private static void Set(Turn turn, PointId point, LiveOverlay live) =>
        turn.Live = turn.Live with { Overlays = turn.Live.Overlays.SetItem(point, live) };
}
