using System.Globalization;
using Understudy.Hardware.Model;

namespace Understudy.Tests.Campaign;

/// <summary>
/// Compares what clients were told with what the devices executed and with what the journal says. It trusts nothing
/// that the node says of itself.
/// </summary>
internal sealed class CampaignChecker(
    IReadOnlyList<Story> stories,
    IReadOnlyDictionary<Target, IReadOnlyList<TargetExecution>> executions,
    Func<Target, long> holds,
    JournalEvidence journal)
{
    private readonly ILookup<Target, Story> _storiesOf = stories.ToLookup(story => story.Target);

    /// <summary>What must not be, the first in time first where there is a time.</summary>
    public IEnumerable<string> Violations()
    {
        foreach (var (target, executed) in executions)
        {
            var ofTarget = _storiesOf[target].ToList();
            var count = executed.CountBy(execution => execution.Number).ToDictionary();
            foreach (var story in ofTarget)
            {
                foreach (var said in Conversation(story)) yield return Told(said, story);
                if (!target.TellsNumber) continue;
                foreach (var said in Executed(story, count.GetValueOrDefault(story.Number))) yield return Told(said, story);
            }

            var known = ofTarget.Select(story => story.Number).ToHashSet();
            foreach (var stranger in executed.Where(one => target.TellsNumber && !known.Contains(one.Number)))
                yield return $"{target}: executed {stranger}, which nobody asked for";
            if (target.Kind == TargetKind.Setting)
                foreach (var said in Setting(target, ofTarget, executed)) yield return said;
            if (!target.TellsNumber)
                foreach (var said in Counted(target, ofTarget, executed.Count)) yield return said;
        }
    }

    private IEnumerable<string> Conversation(Story story)
    {
        if (story.Verdict is not { } verdict)
        {
            yield return "the client was left without a verdict";
            yield break;
        }

        foreach (var attempt in story.Attempts)
        {
            if (attempt.TimedOut) yield return "neither an answer nor a lost connection";
            if (attempt is { Status: not (null or 200 or 202 or 409 or 422 or 503 or 504) }
                && attempt is not { What: "ask", Status: 404 })
                yield return $"answered with {attempt.Status}";
            if (attempt.What == "repeat" && attempt.Verdict is { } later && later != verdict)
                yield return $"the verdict {verdict} became {later}";
        }

        var record = journal.Request(story);
        if (record is { IsOpen: true }) yield return $"still {record.Verdict} in the journal";
        var agrees = verdict switch
        {
            Verdict.Confirmed or Verdict.Rejected => record?.Verdict == verdict,
            Verdict.NotExecuted => record is null or { Verdict: Verdict.NotExecuted },
            _ => record is not null,
        };
        if (!agrees) yield return $"the journal says {record?.Verdict.ToString() ?? "nothing"} of it";
    }

    private IEnumerable<string> Executed(Story story, int times)
    {
        if (story.Target.IsAtMostOnce && times > 1) yield return $"executed {times} times";
        if (story.Verdict == Verdict.Confirmed && times == 0) yield return "confirmed and never executed";
        if (story.Verdict is Verdict.NotExecuted or Verdict.Rejected && times > 0)
            yield return $"{story.Verdict}, and executed {times} times";
        if (journal.Request(story)?.Verdict is Verdict.Confirmed && times == 0)
            yield return "confirmed in the journal and never executed";
        if (journal.Request(story)?.Verdict is Verdict.NotExecuted or Verdict.Rejected && times > 0)
            yield return $"{journal.Request(story)!.Verdict} in the journal, and executed {times} times";
        var written = journal.Dispatches(story) + journal.Restores(story);
        if (times > written) yield return $"executed {times} times, written ahead {written} times";
    }

    /// <summary>A writer's requests follow each other, so their order is the order of the setting.</summary>
    private IEnumerable<string> Setting(
        Target target, List<Story> ofTarget, IReadOnlyList<TargetExecution> executed)
    {
        var place = ofTarget.Select((story, i) => (story.Number, i)).ToDictionary(pair => pair.Number, pair => pair.i);
        foreach (var execution in executed)
        {
            var newer = ofTarget.Skip(place.GetValueOrDefault(execution.Number, int.MaxValue - 1) + 1)
                .FirstOrDefault(story => story.Verdict == Verdict.Confirmed && story.Told < execution.Time);
            if (newer is not null)
                yield return Told($"{execution.Number} was executed over it at {execution.Time:HH:mm:ss.fff}", newer);
        }

        var last = ofTarget.FindLastIndex(story => story.Verdict == Verdict.Confirmed);
        var held = holds(target);
        var allowed = ofTarget.Skip(Math.Max(last, 0))
            .Where((story, i) => i == 0 || story.Verdict is Verdict.Indeterminate or null)
            .Select(story => story.Number)
            .ToList();
        if (last >= 0 && !allowed.Contains(held))
            yield return Told($"confirmed last, and the device holds {held}", ofTarget[last]);
        var state = journal.State(target.Device);
        if (state.Settings.TryGetValue(target.Name, out var recorded) && recorded.Value.AsInteger != held
            && !state.Held.ContainsKey(target.Name))
            yield return $"{target}: the device holds {held}, the journal has {recorded.Value} of {recorded.Request}";
    }

    /// <summary>Executions that don't tell their request: their number alone.</summary>
    private IEnumerable<string> Counted(Target target, List<Story> ofTarget, int times)
    {
        var surely = ofTarget.Count(story => journal.Request(story)?.Verdict == Verdict.Confirmed);
        var perhaps = ofTarget.Count(story => journal.Request(story)?.Verdict == Verdict.Indeterminate);
        if (times < surely || times > surely + perhaps)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{target}: executed {times} times, confirmed {surely}, Indeterminate {perhaps}");
    }

    private static string Told(string violation, Story story) => $"{violation}:{Environment.NewLine}{story}";
}
