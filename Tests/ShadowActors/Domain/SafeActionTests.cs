using Understudy.DriverActors.Protocol;
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
    public void It_is_refused_now_without_a_link()
    {
        var scenario = ShadowScenario.Passive().Happens(new ShadowInputs.LinkDown("cable"));
        var refused = scenario.Refused(scenario.Invoke("stop"));
        Assert.Equal((RefusalKind.Busy, "not sent: no link: cable"), (refused.Kind, refused.Reason));
    }

    [Fact]
    public void It_opens_a_driver_that_waits_for_its_hold_time()
    {
        var scenario = Held();
        var incarnation = scenario.Live.Incarnation;
        scenario.DriverOpens = true;
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Invoke("stop")));
        Assert.Equal((incarnation.Next(), DeviceMode.Passive), (scenario.Live.Incarnation, scenario.Live.Mode));
    }

    [Fact]
    public void It_opens_a_device_that_is_given_up_and_is_sent_before_its_state_is_transferred()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        Faulted(scenario);
        scenario.DeviceReads = false;
        scenario.DriverOpens = true;
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Invoke("stop")));
        Assert.Equal((DeviceMode.Faulted, RecoveryStage.Transfer), (scenario.Live.Mode, scenario.Live.Stage));
    }

    [Fact]
    public void It_is_refused_by_its_deadline_where_no_driver_opens()
    {
        var scenario = Faulted();
        var ticket = scenario.Invoke("stop", timeout: 2);
        scenario.Wait(1.9);
        Assert.False(scenario.IsAnswered(ticket));
        scenario.Wait(0.1).Opens();
        Assert.Equal(RefusalKind.DeadlinePassed, scenario.Refused(ticket).Kind);
        Assert.DoesNotContain("invoke stop", scenario.Written);
    }

    [Fact]
    public void A_driver_opened_before_its_time_that_fails_costs_no_budget_and_changes_no_hold_time()
    {
        var scenario = Held();
        var (budget, held) = (scenario.Live.Budget, scenario.Live.HoldUntil);
        scenario.Invoke("stop");
        Assert.Equal(DriverPhase.Opening, scenario.Live.Driver);
        scenario.Fails(FailureKind.Hang);
        Assert.Equal((budget, held), (scenario.Live.Budget, scenario.Live.HoldUntil));
    }

    [Fact]
    public void A_driver_is_opened_before_its_time_at_most_once_a_second()
    {
        var scenario = Faulted();
        var before = scenario.Live.Incarnation.Number;
        for (var i = 0; i < 40; i++)
        {
            scenario.Invoke("stop");
            scenario.Fails(FailureKind.Hang).Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation));
            scenario.Wait(0.1);
        }

        Assert.InRange(scenario.Live.Incarnation.Number - before, 3, 5);
    }

    [Fact]
    public void The_opening_that_it_waits_for_passes_the_pause_of_a_silent_unit_once()
    {
        var scenario = Held();
        scenario.Invoke("stop");
        var open = scenario.Effects.FindLastIndex(effect => effect is ShadowEffects.OpenDriver);
        Assert.True(open >= 0 && open < scenario.Effects.FindIndex(effect => effect is ShadowEffects.HurryDriver));
        scenario.Invoke("stop");
        scenario.Wait(3);
        Assert.Equal([scenario.Live.Incarnation], Hurried(scenario));
    }

    [Fact]
    public void An_opening_that_was_under_way_passes_it_too_and_none_does_without_a_safe_action()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DriverOpens = false;
        scenario.Fails().Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation));
        Assert.Equal(DriverPhase.Opening, scenario.Live.Driver);
        scenario.Write("level", 1);
        Assert.Empty(Hurried(scenario));
        scenario.Invoke("stop");
        Assert.Equal([scenario.Live.Incarnation], Hurried(scenario));
    }

    [Fact]
    public void The_pause_is_passed_at_most_once_a_second()
    {
        var scenario = Faulted();
        for (var i = 0; i < 40; i++)
        {
            scenario.Invoke("stop");
            scenario.Fails(FailureKind.NoResponse).Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation));
            scenario.Wait(0.1);
        }

        Assert.InRange(Hurried(scenario).Count(), 3, 5);
    }

    [Fact]
    public void It_waits_for_a_former_owners_send_window()
    {
        var next = ShadowScenario.Passive().Successor("claim-2", TimeSpan.FromMilliseconds(100)).Start();
        var ticket = next.Invoke("stop");
        Assert.Empty(next.Mutations);
        next.Wait(2);
        Assert.Equal(Verdict.Confirmed, next.Verdict(ticket));
    }

    [Fact]
    public void One_that_waits_for_a_driver_is_not_cancelled_by_the_next_one()
    {
        var scenario = Faulted();
        var first = scenario.Invoke("stop");
        var second = scenario.Invoke("stop");
        scenario.Opens();
        Assert.Equal((Verdict.Confirmed, Verdict.Confirmed), (scenario.Verdict(first), scenario.Verdict(second)));
    }

    [Fact]
    public void It_is_refused_at_once_where_the_device_is_another_one()
    {
        var scenario = Faulted();
        var ticket = scenario.Invoke("stop");
        scenario.Happens(new ShadowInputs.DriverOpenRefused(scenario.Live.Incarnation, "it is another pump"));
        Assert.Equal("not sent: it is another pump", scenario.Refused(ticket).Reason);
    }

    [Fact]
    public void Anothers_lock_does_not_hold_it_up()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Lock();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Invoke("stop")));
    }

    [Fact]
    public void It_passes_without_a_journal_on_a_device_that_is_given_up_and_locked()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Lock();
        Faulted(scenario).JournalDown();
        scenario.DriverOpens = true;
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Invoke("stop")));
    }

    [Theory]
    [InlineData(AdministrativeState.Maintenance)]
    [InlineData(AdministrativeState.Disabled)]
    public void It_is_refused_where_people_took_the_device_out_of_service(AdministrativeState state)
    {
        var scenario = ShadowScenario.Passive();
        scenario.Decide(state);
        var refused = scenario.Refused(scenario.Invoke("stop"));
        Assert.Equal(RefusalKind.OutOfService, refused.Kind);
        Assert.Contains($"{state} by ann: new seal", refused.Reason);
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

    /// <summary>The driver has failed twice and waits to be opened again.</summary>
    private static IEnumerable<Incarnation> Hurried(ShadowScenario scenario) =>
        scenario.Effects.OfType<ShadowEffects.HurryDriver>().Select(effect => effect.Incarnation);

    private static ShadowScenario Held()
    {
        var scenario = ShadowScenario.Passive().Fails().FailsForGood();
        Assert.True(scenario.Live.HoldUntil > scenario.Uptime);
        return scenario;
    }

    /// <summary>Given up, and no driver opens until a test says so.</summary>
    private static ShadowScenario Faulted(ShadowScenario? device = null)
    {
        var scenario = device ?? ShadowScenario.Passive();
        for (var i = 0; i < 6; i++)
        {
            scenario.DriverOpens = i < 5;
            scenario.Fails();
            if (i < 5) scenario.Wait(1.5);
        }

        Assert.Equal(DeviceMode.Faulted, scenario.Live.Mode);
        return scenario.Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation));
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
