using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// What is recorded of answers. They are gathered and recorded together: after 100 ms, when there are 100, or before
/// any other event. What the journal can't take is counted and becomes a gap.
/// </summary>
internal static class Recording
{
    /// <summary>The driver's readings, as the device's rule says.</summary>
    /// <param name="before">What was known of each point before.</param>
    public static void DriverAnswered(
        Turn turn, RequestId? request, string principal, IReadOnlyList<PointReading> readings, LiveState before)
    {
        foreach (var reading in readings)
        {
            if (IsKept(turn, reading, before))
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
                    null));
            else
                turn.Live = turn.Live with { Omitted = turn.Live.Omitted + 1 };
        }
    }

    public static void ShadowAnswered(
        Turn turn, RequestId request, string principal, IReadOnlyList<ServedReading> readings)
    {
        foreach (var reading in readings)
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
                null));
    }

    /// <summary>Answered again with what the driver gave a moment ago.</summary>
    public static void AnsweredAgain(
        Turn turn, RequestId request, string principal, IReadOnlyList<ServedReading> readings)
    {
        if (turn.Spec.Record == RecordRule.All) ShadowAnswered(turn, request, principal, readings);
        else turn.Live = turn.Live with { Omitted = turn.Live.Omitted + readings.Count };
    }

    public static void Refused(Turn turn, RequestId request, string principal, ShadowReplies.Refused refused) =>
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
            $"{refused.Subject}: {refused.Reason}"));

    public static void Flush(Turn turn)
    {
        var live = turn.Live;
        if (live.Unrecorded.IsEmpty) return;
        var answers = live.Unrecorded;
        var omitted = live.Omitted;
        turn.Live = live with { Unrecorded = [], Omitted = 0 };
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
        if (turn.Live.Gap is not { } gap) return;
        turn.Live = turn.Live with { Gap = null };
        turn.Add(new ShadowEvents.GapRecorded(
            turn.Stamp("journal"), gap.From, turn.Now.Wall, gap.Answers, [.. gap.SafeActions]));
        if (turn.Spec.Record == RecordRule.Change) CatchUp(turn);
    }

    /// <summary>A change is recorded when it happens: what happened in the gap would never be.</summary>
    private static void CatchUp(Turn turn)
    {
        Flush(turn);
        foreach (var (point, live) in turn.Live.Readings)
        {
            var recorded = turn.State.Readings.GetValueOrDefault(point.Value);
            if (recorded is not null && recorded.Value == live.Value && recorded.Status == live.Status) continue;
            // Not as the driver gave it: marked since contact was lost, or a setting as it was written.
            if (live.Status == StatusCode.UncertainLastUsableValue
                || (live.Value is { } value && turn.State.Settings.GetValueOrDefault(point.Value)?.Value == value))
                continue;
            Keep(turn, new AnswerRecord(
                null,
                "after a gap",
                turn.Now.Wall,
                point,
                live.Value,
                live.Status,
                live.SourceTime,
                ServedBy.Driver,
                null,
                null));
        }
    }

    private static bool IsKept(Turn turn, PointReading reading, LiveState before) => turn.Spec.Record switch
    {
        RecordRule.All => true,
        RecordRule.None => false,
        _ when before.Readings.TryGetValue(reading.Point, out var live) =>
            live.Value != reading.Value || live.Status != reading.Status,
        _ => !turn.State.Readings.TryGetValue(reading.Point.Value, out var recorded)
            || recorded.Value != reading.Value || recorded.Status != reading.Status,
    };

    private static void Keep(Turn turn, AnswerRecord answer)
    {
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
