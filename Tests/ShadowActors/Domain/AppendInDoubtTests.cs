using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class AppendInDoubtTests
{
    [Fact]
    public void A_dispatch_in_doubt_that_is_there_is_voided_and_not_executed()
    {
        var scenario = Dispatching(out var ticket);
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written: true);
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(ticket));
        Assert.Single(scenario.Journal.All<ShadowEvents.DispatchVoided>());
        Assert.Empty(scenario.Mutations);
    }

    [Fact]
    public void A_dispatch_in_doubt_that_is_not_there_is_barred_and_refused()
    {
        var scenario = Dispatching(out var ticket);
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written: false);
        Assert.Equal(RefusalKind.JournalUnavailable, scenario.Refused(ticket).Kind);
        Assert.Single(scenario.Journal.All<ShadowEvents.JournalResumed>());
        Assert.Empty(scenario.Mutations);
        Assert.DoesNotContain("k", scenario.Shadow.State.Requests.Keys);
    }

    [Fact]
    public void A_barrier_in_doubt_is_read_again()
    {
        var scenario = Dispatching(out _);
        scenario.AppendInDoubt(written: false);
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written: false);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Invoke("dose", "k")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_deadline_first_is_indeterminate(bool written)
    {
        var scenario = Dispatching(out var ticket);
        var number = scenario.Journal.End(written);
        scenario.Happens(new ShadowInputs.AppendFailed(number, "time-out")).Wait(5);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        scenario.JournalUp();
        Assert.Empty(scenario.Mutations);
        Assert.DoesNotContain(scenario.Journal.State.Requests.Values, record => record.IsOpen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_verdict_in_doubt_is_recorded_and_told(bool written)
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("dose", "k");
        scenario.JournalAnswers = false;
        scenario.Acts();
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.Equal(Verdict.Confirmed, scenario.Journal.State.Requests["k"].Verdict);
    }

    [Fact]
    public void What_happens_during_an_outage_is_recorded_when_it_is_over()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("dose", "k");
        scenario.JournalDown().Acts().Fails(FailureKind.NoResponse);
        scenario.JournalUp();
        Assert.Equal(Verdict.Confirmed, scenario.Journal.State.Requests["k"].Verdict);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.Single(scenario.Journal.All<ShadowEvents.DriverFailed>());
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void Reads_go_on_during_an_outage_and_become_a_gap()
    {
        var scenario = ShadowScenario.Passive().JournalDown();
        scenario.Device["temp"] = PointValue.Of(3);
        Assert.Equal(ServedBy.Driver, scenario.Reading(scenario.Read()).ServedBy);
        scenario.JournalUp();
        Assert.Equal(1, Assert.Single(scenario.Journal.All<ShadowEvents.GapRecorded>()).Answers);
    }

    [Fact]
    public void What_changed_during_an_outage_is_recorded_once_when_it_is_over()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Read();
        scenario.JournalDown();
        scenario.Device["temp"] = PointValue.Of(3);
        scenario.Read();
        scenario.JournalUp().Wait(1);
        Assert.Equal(PointValue.Of(3), scenario.Journal.State.Readings["temp"].Value);
        scenario.Read();
        scenario.Wait(1);
        Assert.Single(
            scenario.Journal.All<ShadowEvents.AnswersRecorded>().SelectMany(recorded => recorded.Answers),
            answer => answer.Point == new PointId("temp") && answer.Value == PointValue.Of(3));
    }

    [Fact]
    public void A_driver_that_fails_in_an_outage_is_reopened_and_read_and_its_transfer_waits()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.JournalDown().Fails();
        Assert.Equal((DeviceMode.Active, DriverPhase.Open), (scenario.Live.Mode, scenario.Live.Driver));
        Assert.Equal(ServedBy.Driver, scenario.Reading(scenario.Read()).ServedBy);
        Assert.Single(scenario.Mutations);
        scenario.JournalUp();
        Assert.Equal((DeviceMode.Passive, 2), (scenario.Live.Mode, scenario.Mutations.Count()));
    }

    [Fact]
    public void Mutations_are_refused_during_an_outage_with_the_reason()
    {
        var refused = ShadowScenario.Passive().JournalDown();
        var answer = refused.Refused(refused.Write("level", 1));
        Assert.Equal(RefusalKind.JournalUnavailable, answer.Kind);
        Assert.Contains("no database", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_outage_with_a_flapping_driver_gathers_no_more_than_its_bound()
    {
        var scenario = ShadowScenario.Passive().JournalDown();
        for (var i = 0; i < 1_500; i++) scenario.Fails(FailureKind.NoResponse).Wait(3);
        Assert.InRange(
            scenario.Shadow.Line.Gathering.Events.Count, 1, ShadowLimits.GatheredEventsMax);
        scenario.JournalUp();
        Assert.NotEmpty(scenario.Journal.All<ShadowEvents.GapRecorded>());
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_queued_requests_dispatch_that_is_not_there_leaves_it_in_the_queue()
    {
        var scenario = ShadowScenario.Passive().FailsForGood();
        scenario.Write("batch", 1, "k");
        scenario.JournalAnswers = false;
        scenario.Opens();
        while (!scenario.Journal.UnderWay!.Events.OfType<ShadowEvents.RequestDispatched>().Any()) scenario.Appends();
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written: false);
        Assert.Equal(Verdict.Confirmed, scenario.Record("k").Verdict);
    }

    [Fact]
    public void What_a_lost_request_would_have_superseded_stays_accepted()
    {
        var scenario = ShadowScenario.Passive().FailsForGood();
        scenario.Write("batch", 1, "a");
        scenario.JournalAnswers = false;
        var later = scenario.Write("batch", 2, "b");
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written: false);
        Assert.Equal(RefusalKind.JournalUnavailable, scenario.Refused(later).Kind);
        Assert.Equal(Verdict.Accepted, scenario.Record("a").Verdict);
        scenario.Opens();
        Assert.Equal(["write batch = 1"], scenario.Written);
    }

    [Fact]
    public void Changes_behind_an_append_that_hangs_are_busy_beyond_the_bound_and_reads_go_on()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var last = 0L;
        for (var i = 0; i < 2 * ShadowLimits.GatheredEventsMax; i++)
        {
            last = scenario.Write("level", 1, timeout: 0.01);
            scenario.Wait(0.01);
        }

        Assert.Equal(RefusalKind.Busy, scenario.Refused(last).Kind);
        Assert.InRange(scenario.Shadow.Line.Gathering.Events.Count, 1, ShadowLimits.GatheredEventsMax + 1);
        Assert.Equal(ServedBy.Driver, scenario.Reading(scenario.Read()).ServedBy);
    }

    [Fact]
    public void A_second_dispatch_that_is_lost_with_its_voiding_proves_nothing_of_the_first()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("home", "k");
        scenario.FailsForGood(FailureKind.NoResponse).Wait(1);
        scenario.JournalAnswers = false;
        scenario.Opens();
        while (!scenario.Journal.UnderWay!.Events.OfType<ShadowEvents.RequestDispatched>().Any()) scenario.Appends();
        scenario.Invoke("stop");
        Assert.Contains(scenario.Shadow.Line.Gathering.Events, happened => happened is ShadowEvents.DispatchVoided);
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written: false);
        Assert.Equal(1, scenario.Sent.Times("k"));
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        Assert.Equal(Verdict.Indeterminate, scenario.Journal.State.Requests["k"].Verdict);
    }

    [Fact]
    public void An_unreadable_journal_closes_the_driver_and_refuses_changes()
    {
        var scenario = ShadowScenario.Passive().Happens(new ShadowInputs.JournalUnreadable("event 7")).Wait(60);
        Assert.Equal((DeviceMode.Faulted, DriverPhase.Closed), (scenario.Live.Mode, scenario.Live.Driver));
        Assert.Equal(RefusalKind.JournalUnreadable, scenario.Refused(scenario.Write("level", 1)).Kind);
        Assert.Contains("event 7", DeviceStatuses.Of(scenario.Shadow, scenario.Now).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_journal_at_the_start_opens_nothing()
    {
        var scenario = new ShadowScenario().Happens(
            new ShadowInputs.DriverClosed(Incarnation.None), new ShadowInputs.LinkUp());
        var ticket = scenario.Write("level", 1);
        scenario.Happens(new ShadowInputs.JournalUnreadable("event 7")).Wait(60);
        Assert.Empty(scenario.Effects.OfType<ShadowEffects.OpenDriver>());
        Assert.Equal(RefusalKind.JournalUnreadable, scenario.Refused(ticket).Kind);
    }

    private static ShadowScenario Dispatching(out long ticket)
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        ticket = scenario.Invoke("dose", "k");
        return scenario;
    }
}
