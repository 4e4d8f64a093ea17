using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// What is recorded of answers. They are gathered and recorded together: after 100 ms, when there are 100, or before
/// any other event. What the journal can't take is counted and becomes a gap.
/// </summary>
internal static class Recording
{
    /// <summary>The driver's readings, as the rule of each point says.</summary>
    public static void DriverAnswered(
        Turn turn, RequestId? request, string principal, ImmutableArray<HeardReading> readings)
    {
        var omitted = 0;
        foreach (var (reading, at, overlay, isHeld, isLate) in readings)
        {
            if (isHeld) continue;
            if (!isLate && IsKept(turn, reading.Point, reading.Value, reading.Status, overlay, at))
                Keep(turn, new AnswerRecord(
                    request,
                    principal,
                    turn.Now.Wall,
                    reading.Point,
                    reading.Value,
                    reading.Status,
                    reading.SourceTime,
                    ServedBy.Driver,
                    null,
                    null,
                    overlay,
                    Milliseconds(at)));
            else
                omitted++;
        }

        if (omitted > 0) turn.Live = turn.Live with { Omitted = turn.Live.Omitted + omitted };
    }

    public static void ShadowAnswered(
        Turn turn, RequestId request, string principal, IReadOnlyList<ServedReading> readings)
    {
        foreach (var reading in readings) ShadowAnswered(turn, request, principal, reading);
    }

    public static void ShadowAnswered(Turn turn, RequestId request, string principal, ServedReading reading) =>
        Keep(turn, new AnswerRecord(
            request,
            principal,
            turn.Now.Wall,
            reading.Point,
            reading.Value,
            reading.Status,
            reading.SourceTime,
            reading.ServedBy,
            null,
            null,
            reading.Overlay));

    /// <summary>Answered again with what the driver gave a moment ago.</summary>
    public static void AnsweredAgain(
        Turn turn, RequestId request, string principal, IReadOnlyList<ServedReading> readings)
    {
        var kept = readings.Where(reading => RuleOf(turn, reading.Point) == RecordRule.All).ToList();
        ShadowAnswered(turn, request, principal, kept);
        turn.Live = turn.Live with { Omitted = turn.Live.Omitted + readings.Count - kept.Count };
    }

    public static void Refused(
        Turn turn, RequestId request, string principal, string? asked, ShadowReplies.Refused refused) =>
        Keep(turn, new AnswerRecord(
            request,
            principal,
            turn.Now.Wall,
            null,
            null,
            StatusCode.Good,
            null,
            refused.ServedBy,
            refused.Kind,
            $"{refused.Subject}: {refused.Reason}",
            Asked: asked));

    /// <summary>A client is told a verdict that no event of its own says.</summary>
    public static void Told(
        Turn turn,
        RequestId request,
        string principal,
        Operation operation,
        Verdict verdict,
        string? reason,
        ServedBy servedBy) => Keep(turn, new AnswerRecord(
            request,
            principal,
            turn.Now.Wall,
            null,
            null,
            StatusCode.Good,
            null,
            servedBy,
            null,
            reason,
            Asked: AskedText.Of(operation),
            Verdict: verdict));

    public static void Flush(Turn turn)
    {
        var live = turn.Live;
        if (live.Unrecorded.IsEmpty) return;
        var answers = live.Unrecorded;
        var omitted = live.Omitted;
        turn.Live = live with
        {
            Unrecorded = [],
            Omitted = 0,
            Kept = live.Journal == JournalStatus.Up ? live.Kept.Clear() : live.Kept,
        };
        if (live.Journal == JournalStatus.Up && turn.Line.Gathering.Events.Count < ShadowLimits.GatheredEventsMax)
            turn.Add(new ShadowEvents.AnswersRecorded(turn.Stamp("answers"), [.. answers], omitted));
        else
            Miss(turn, answers.Count);
    }

    /// <summary>What can't be recorded is counted.</summary>
    public static void Miss(Turn turn, int answers)
    {
        var gap = turn.Live.Gap ?? new Gap(turn.Now.Wall, 0, []);
        turn.Live = turn.Live with { Gap = gap with { Answers = gap.Answers + answers } };
    }

    /// <summary>A safe action was sent though the journal could not take it first.</summary>
    public static void MissSafeAction(Turn turn, string action)
    {
        var gap = turn.Live.Gap ?? new Gap(turn.Now.Wall, 0, []);
        turn.Live = turn.Live with
        {
            Gap = gap.SafeActions.Count < ShadowLimits.SafeActionsPerGapMax
                ? gap with { SafeActions = gap.SafeActions.Add(action) }
                : gap with { Answers = gap.Answers + 1 },
        };
    }

    public static void CloseGap(Turn turn)
    {
        if (turn.Live.Gap is null) return;
        Flush(turn);
        var gap = turn.Live.Gap;
        turn.Live = turn.Live with { Gap = null, Kept = turn.Live.Kept.Clear() };
        turn.Add(new ShadowEvents.GapRecorded(
            turn.Stamp("journal"), gap.From, turn.Now.Wall, gap.Answers, [.. gap.SafeActions]));
        DeviceAlarms.GapRecorded(turn, gap.SafeActions.Count);
        CatchUp(turn);
    }

    /// <summary>A change is recorded when it happens: what happened in the gap would never be.</summary>
    private static void CatchUp(Turn turn)
    {
        foreach (var (point, live) in turn.Live.Readings)
        {
            // Not as the driver gave it: marked since contact was lost, or a setting as it was written.
            var isMarked = live.Status == StatusCode.UncertainLastUsableValue;
            if (isMarked && live.Overlay is { } overlay && !turn.State.IsOnRecord(point, overlay))
                Keep(turn, AfterGap(turn, point, live, ServedBy.ShadowRespond));
            if (isMarked || live.IsWritten || RuleOf(turn, point) != RecordRule.Change
                || !IsKept(turn, point, live.Value, live.Status, live.Overlay, at: null))
                continue;
            Keep(turn, AfterGap(turn, point, live, ServedBy.Driver));
        }
    }

    private static AnswerRecord AfterGap(Turn turn, PointId point, LiveReading live, ServedBy servedBy) => new(
        null, "after a gap", turn.Now.Wall, point, live.Value, live.Status, live.SourceTime, servedBy, null, null,
        live.Overlay, Milliseconds(live.At));

    private static long Milliseconds(TimeSpan uptime) => (long)uptime.TotalMilliseconds;

    private static RecordRule RuleOf(Turn turn, PointId id) =>
        turn.Spec.Point(id) is { } point ? turn.Spec.RecordOf(point) : RecordRule.None;

    /// <param name="at">When it was read, on the uptime clock; null: the age of the last record does not count.</param>
    private static bool IsKept(
        Turn turn, PointId id, PointValue? value, StatusCode status, AppliedOverlay? overlay, TimeSpan? at) =>
        turn.Spec.Point(id) is { } point
        && ((overlay is not null && IsCountMissing(turn, id))
            || KeepRule.IsKept(turn.Spec.RecordOf(point), point, value, status, LastKept(turn, id), at));

    /// <summary>The value on record is from before the point was overlaid: a successor would not know the count.
    /// </summary>
    private static bool IsCountMissing(Turn turn, PointId id) =>
        !turn.Live.Kept.ContainsKey(id) && turn.State.Readings.GetValueOrDefault(id.Value)?.Overlay is null;

    private static KeptReading? LastKept(Turn turn, PointId id)
    {
        if (turn.Live.Kept.TryGetValue(id, out var kept)) return kept;
        if (!turn.State.Readings.TryGetValue(id.Value, out var recorded)) return null;
        TimeSpan? at = recorded.Boot == turn.Own.Boot ? TimeSpan.FromMilliseconds(recorded.UptimeMs) : null;
        return new KeptReading(recorded.Value, recorded.Status, at);
    }

    private static void Keep(Turn turn, AnswerRecord answer)
    {
        if (answer is { ServedBy: ServedBy.Driver, Point: { } point })
            turn.Live = turn.Live with
            {
                Kept = turn.Live.Kept.SetItem(
                    point, new KeptReading(
                        answer.Value, answer.Status,
                        answer.UptimeMs is { } at ? TimeSpan.FromMilliseconds(at) : turn.Now.Uptime)),
            };
        if (turn.Live.Journal != JournalStatus.Up)
        {
            Miss(turn, 1);
            return;
        }

        if (turn.Live.Unrecorded.IsEmpty) turn.StartTimer(ShadowTimerKind.Record, ShadowLimits.AnswerRecordTime);
        turn.Live = turn.Live with { Unrecorded = turn.Live.Unrecorded.Add(answer) };
        if (turn.Live.Unrecorded.Count >= ShadowLimits.AnswersPerRecord) Flush(turn);
    }
}
