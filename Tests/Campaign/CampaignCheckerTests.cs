using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.Campaign;

/// <summary>A checker that finds nothing proves nothing: each kind of harm, made up, is found.</summary>
public sealed class CampaignCheckerTests
{
    private static readonly DeviceId Device = DeviceId.Parse("press/one");
    private static readonly Target Setting = Target.AllOf(Device).First(target => target.Name == "blocked");
    private static readonly Target Dose = Target.AllOf(Device).First(target => target.Name == "dose");

    private readonly List<Story> _stories = [];
    private readonly List<ShadowEvents.ShadowEvent> _events = [];
    private readonly List<(Target Target, TargetExecution Execution)> _executions = [];
    private long _held;

    [Fact]
    public void What_went_well_is_no_violation()
    {
        Executed(Asked(Setting, 1, Verdict.Confirmed));
        Executed(Asked(Setting, 2, Verdict.Confirmed));
        Executed(Asked(Dose, 1, Verdict.Confirmed));
        Asked(Dose, 2, Verdict.NotExecuted);
        _held = 2;

        Assert.Empty(Violations());
    }

    [Fact]
    public void A_confirmed_setting_that_the_device_does_not_hold_is_found()
    {
        Executed(Asked(Setting, 1, Verdict.Confirmed));
        Executed(Asked(Setting, 2, Verdict.Confirmed));
        _held = 1;

        Assert.Contains(Violations(), violation => violation.Contains("the device holds 1"));
    }

    [Fact]
    public void An_older_value_over_a_confirmed_one_is_found()
    {
        var old = Asked(Setting, 1, Verdict.Confirmed);
        Executed(old);
        Executed(Asked(Setting, 2, Verdict.Confirmed));
        Executed(old, later: TimeSpan.FromSeconds(1));
        _held = 2;

        Assert.Contains(Violations(), violation => violation.Contains("was executed over it"));
    }

    [Fact]
    public void A_command_done_twice_is_found()
    {
        var story = Asked(Dose, 1, Verdict.Confirmed);
        Executed(story);
        Executed(story);

        Assert.Contains(Violations(), violation => violation.StartsWith("executed 2 times:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_command_that_was_said_not_to_be_executed_and_was_is_found()
    {
        Executed(Asked(Dose, 1, Verdict.NotExecuted));

        Assert.Contains(Violations(), violation => violation.StartsWith("NotExecuted, and", StringComparison.Ordinal));
        Assert.Contains(Violations(), violation => violation.Contains("written ahead 0 times"));
    }

    [Fact]
    public void A_confirmation_without_an_execution_is_found()
    {
        Asked(Dose, 1, Verdict.Confirmed);

        Assert.Contains(Violations(), violation => violation.Contains("never executed"));
    }

    [Fact]
    public void A_verdict_that_changes_is_found()
    {
        var story = Asked(Dose, 1, Verdict.Confirmed);
        Executed(story);
        story.Add(new Attempt("repeat", default, default, 503, Verdict.NotExecuted, null, TimedOut: false));

        Assert.Contains(Violations(), violation => violation.Contains("Confirmed became NotExecuted"));
    }

    private Story Asked(Target target, long number, Verdict verdict)
    {
        var story = new Story(target, $"{target.Name}.{number}", number);
        story.Settle(verdict);
        _stories.Add(story);
        if (verdict == Verdict.NotExecuted) return story;
        var key = new RequestId(story.Key);
        Operation operation = target.IsCommand
            ? new InvokeOperation(
                new CommandId(target.Name), ImmutableSortedDictionary<string, PointValue>.Empty)
            : new WriteOperation(new PointId(target.Name), PointValue.Of(number));
        _events.Add(new ShadowEvents.RequestDispatched(Stamp(), key, Keyed: true, "ann", operation));
        _events.Add(new ShadowEvents.RequestSettled(Stamp(), key, verdict, null, ServedBy.Driver));
        return story;
    }

    private void Executed(Story story, TimeSpan later = default) =>
        _executions.Add((story.Target, new TargetExecution(story.Told!.Value + later, story.Number)));

    private List<string> Violations()
    {
        var executions = new[] { Setting, Dose }.ToDictionary(
            target => target,
            target => (IReadOnlyList<TargetExecution>)
                [.. _executions.Where(pair => pair.Target == target).Select(pair => pair.Execution)]);
        var journal = JournalEvidence.Of(Device, _events);
        return [.. new CampaignChecker(_stories, executions, _ => _held, journal).Violations()];
    }

    private EventStamp Stamp() => new(
        DateTimeOffset.UnixEpoch, "boot", 0, Incarnation.None.Next(), new ClaimId("claim"), _events.Count + 1, "test");
}
