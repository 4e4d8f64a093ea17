using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class SafeActionTests
{
    [Fact]
    public void It_is_written_ahead_while_the_journal_is_up()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        scenario.Invoke("stop");
        Assert.Empty(scenario.Mutations);
        scenario.Appends();
        Assert.Single(scenario.Mutations);
    }

    [Fact]
    public void It_is_refused_now_without_a_driver()
    {
        var scenario = ShadowScenario.Passive().FailsForGood();
        Assert.Equal(RefusalKind.Busy, scenario.Refused(scenario.Invoke("stop")).Kind);
    }

    [Fact]
    public void It_is_sent_while_the_state_is_being_transferred()
    {
        var scenario = Transferring();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Invoke("stop")));
    }

    [Fact]
    public void It_cancels_the_queue_and_what_waits()
    {
        var scenario = Transferring();
        scenario.Write("batch", 1, "queued");
        var waits = scenario.Invoke("home");
        scenario.Invoke("stop");
        Assert.Equal(RefusalKind.Busy, scenario.Refused(waits).Kind);
        Assert.Equal(Verdict.NotExecuted, scenario.Record("queued").Verdict);
        scenario.Gives(scenario.Calls.Keys.Single());
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(["write level = 1", "invoke stop"], scenario.Written);
    }

    [Fact]
    public void Without_a_journal_it_is_sent_at_once_answered_at_once_and_recorded_as_a_gap()
    {
        var scenario = ShadowScenario.Passive().JournalDown();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Invoke("stop", "k")));
        scenario.JournalUp();
        Assert.Contains("k ann: invoke stop",
            Assert.Single(scenario.Journal.All<ShadowEvents.GapRecorded>()).SafeActions);
        Assert.Equal(Verdict.Confirmed, scenario.Journal.State.Requests["k"].Verdict);
    }

    [Fact]
    public void Without_a_journal_it_cancels_the_queue_all_the_same()
    {
        var scenario = ShadowScenario.Passive().FailsForGood();
        scenario.Write("batch", 1, "queued");
        scenario.JournalDown().Opens();
        scenario.Invoke("stop");
        scenario.JournalUp();
        Assert.Equal(["invoke stop"], scenario.Written);
        Assert.Equal(Verdict.NotExecuted, scenario.Journal.State.Requests["queued"].Verdict);
    }

    [Fact]
    public void Its_key_is_known_after_it_was_sent_without_a_journal()
    {
        var scenario = ShadowScenario.Passive().JournalDown();
        scenario.Invoke("stop", "k");
        scenario.Invoke("stop", "k");
        scenario.JournalUp();
        scenario.Invoke("stop", "k");
        Assert.Single(scenario.Mutations);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_sent_when_the_journal_goes_away_under_its_dispatch(bool written)
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Invoke("stop", "k");
        scenario.Journal.Abandon(written);
        scenario.Happens(new ShadowInputs.JournalUnavailable("no database"));
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        scenario.JournalUp();
        Assert.Equal(Verdict.Confirmed, scenario.Journal.State.Requests["k"].Verdict);
        Assert.Single(scenario.Mutations);
    }

    [Fact]
    public void It_is_sent_and_told_without_an_append_that_hangs()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Invoke("stop", "k");
        scenario.Wait(0.4);
        Assert.Empty(scenario.Mutations);
        scenario.Wait(0.1);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Single(scenario.Mutations);
        Assert.Equal(Verdict.Confirmed, scenario.Journal.State.Requests["k"].Verdict);
        Assert.Contains("k ann: invoke stop",
            Assert.Single(scenario.Journal.All<ShadowEvents.GapRecorded>()).SafeActions);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void While_an_append_is_in_doubt_it_waits_for_what_is_found_there(bool claimed)
    {
        var scenario = InDoubt();
        var ticket = scenario.Invoke("stop", "k");
        Assert.Empty(scenario.Mutations);
        if (claimed) scenario.Journal.Write(Events.Claimed("other"));
        scenario.JournalUp();
        Assert.Equal(claimed ? Verdict.Indeterminate : Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.Equal(claimed ? 0 : 1, scenario.Mutations.Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_whose_own_append_was_in_doubt_is_sent_after_it_is_cleared_up(bool written)
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Invoke("stop", "k");
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.Single(scenario.Mutations);
        Assert.Empty(scenario.Journal.All<ShadowEvents.GapRecorded>());
    }

    [Fact]
    public void It_does_not_wait_longer_for_a_doubt_that_is_not_cleared_up()
    {
        var scenario = InDoubt();
        var ticket = scenario.Invoke("stop", "k");
        scenario.Wait(0.5);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        scenario.JournalUp();
        Assert.Equal(Verdict.Confirmed, scenario.Journal.State.Requests["k"].Verdict);
        Assert.Single(scenario.Mutations);
    }

    [Fact]
    public void Its_outcome_that_was_lost_without_a_journal_is_told_as_it_is()
    {
        var scenario = ShadowScenario.Passive(TestDevice.Spec with
        {
            Commands = [.. TestDevice.Spec.Commands.Select(command => command with { Idempotent = false })],
        }).JournalDown();
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("stop");
        scenario.Fails();
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
    }

    [Fact]
    public void One_that_is_under_way_is_not_resolved_by_the_transfer()
    {
        var scenario = Transferring();
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("stop", "k");
        scenario.Gives(scenario.Calls.First(call => call.Value is ShadowEffects.CallRead).Key);
        scenario.Acts();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.Equal(1, scenario.Sent.Times("k"));
    }

    /// <summary>An append has failed, and nobody knows yet what is there.</summary>
    private static ShadowScenario InDoubt()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        scenario.Write("level", 1);
        return scenario.Happens(
            new ShadowInputs.AppendFailed(scenario.Journal.End(written: false), "connection lost"));
    }

    /// <summary>Open, and reading back what may have to be restored.</summary>
    private static ShadowScenario Transferring()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.DeviceReads = false;
        scenario.Fails();
        Assert.Equal(RecoveryStage.Transfer, scenario.Live.Stage);
        return scenario;
    }
}
