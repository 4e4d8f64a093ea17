using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class OutstandingTests
{
    [Fact]
    public void A_command_that_may_not_be_repeated_is_indeterminate_and_never_sent_twice()
    {
        var scenario = Sent(s => s.Invoke("dose", "k"), out var ticket);
        scenario.Fails().Wait(1);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(scenario.Invoke("dose", "k")));
        Assert.Equal(1, scenario.Sent.Times("k"));
    }

    [Fact]
    public void A_declared_read_back_proves_that_it_was_done()
    {
        var scenario = Sent(s => s.Invoke("start", "k"), out var ticket);
        scenario.Device["running"] = PointValue.Of(1);
        scenario.Fails().Wait(1);
        Assert.Equal((Verdict.Confirmed, "by read-back"), (scenario.Verdict(ticket), scenario.Status(ticket).Reason));
    }

    [Fact]
    public void A_read_back_that_proves_nothing_leaves_it_indeterminate()
    {
        var scenario = Sent(s => s.Invoke("start", "k"), out var ticket);
        scenario.Fails().Wait(1);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
    }

    [Fact]
    public void A_setting_that_the_device_holds_is_confirmed_and_not_sent_again()
    {
        var scenario = Sent(s => s.Write("level", 5), out var ticket);
        scenario.Device["level"] = PointValue.Of(5);
        scenario.Fails().Wait(1);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.Single(scenario.Mutations);
    }

    [Fact]
    public void A_setting_that_the_device_does_not_hold_is_sent_again_within_its_deadline()
    {
        var scenario = Sent(s => s.Write("level", 5), out var ticket);
        scenario.DeviceActs = true;
        scenario.Fails().Wait(1);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.Equal(2, scenario.Mutations.Count());
    }

    [Fact]
    public void What_is_past_its_deadline_is_not_sent_again()
    {
        var scenario = Sent(s => s.Write("level", 5, timeout: 1), out var ticket);
        scenario.FailsForGood().Wait(2);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        Assert.Single(scenario.Mutations);
    }

    [Fact]
    public void An_indeterminate_setting_that_the_device_holds_is_confirmed_later_and_not_overwritten()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 4);
        scenario.DeviceActs = false;
        scenario.Write("level", 5, "k", timeout: 1);
        scenario.FailsForGood().Wait(2);
        scenario.Device["level"] = PointValue.Of(5);
        scenario.Opens();
        Assert.Equal(Verdict.Confirmed, scenario.Record("k").Verdict);
        Assert.DoesNotContain(scenario.Mutations, call => call.Request.Value.StartsWith("restore"));
    }

    [Fact]
    public void An_output_is_never_sent_again()
    {
        var scenario = Sent(s => s.Write("valve", 5), out var ticket);
        scenario.Fails().Wait(1);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        Assert.Single(scenario.Mutations);
    }

    [Fact]
    public void What_was_surely_not_sent_is_not_executed_or_waits()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var dose = scenario.Invoke("dose");
        var level = scenario.Write("level", 5);
        var unsent = scenario.Calls.Keys.ToList();
        foreach (var request in scenario.Mutations.Select(call => call.Request.Value).ToList())
            scenario.Sent.Unsent(request);
        scenario.DeviceActs = true;
        scenario.Fails(FailureKind.NoResponse, unsent).Wait(1);
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(dose));
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(level));
    }

    [Fact]
    public void Nobody_is_told_that_nothing_was_sent_when_an_earlier_driver_had_it()
    {
        var scenario = Sent(s => s.Invoke("home", "k"), out var ticket);
        scenario.FailsForGood();
        // The read-back finds nothing; before it can be sent again the next driver is gone too.
        scenario.JournalAnswers = false;
        scenario.Opens();
        scenario.FailsForGood();
        scenario.JournalAnswers = true;
        scenario.Appends().Wait(6);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        Assert.Equal(Verdict.Indeterminate, scenario.Record("k").Verdict);
    }

    [Fact]
    public void A_former_owners_requests_are_resolved_by_the_next_one()
    {
        var scenario = Sent(s => s.Invoke("dose", "k"), out _);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2)).Start();
        Assert.Equal(Verdict.Indeterminate, next.Record("k").Verdict);
        Assert.Empty(next.Mutations);
    }

    [Fact]
    public void A_late_failure_of_an_ended_incarnation_ends_no_other()
    {
        var scenario = ShadowScenario.Passive();
        var ended = scenario.Live.Incarnation;
        scenario.Fails();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        scenario.Happens(new ShadowInputs.DriverFailed(ended, FailureKind.DriverException, "late", null, []));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(ended.Next(), scenario.Live.Incarnation);
    }

    [Fact]
    public void A_late_report_of_a_failed_incarnation_changes_nothing()
    {
        var scenario = Sent(s => s.Invoke("dose", "k"), out _);
        var (call, effect) = scenario.Calls.Single();
        scenario.Fails().Wait(1);
        scenario.Happens(new ShadowInputs.MutationDone(
            ((ShadowEffects.CallMutate)effect).Incarnation, call,
            new MutationOutcome.Acknowledged()));
        Assert.Equal(Verdict.Indeterminate, scenario.Record("k").Verdict);
    }

    [Fact]
    public void A_queued_request_whose_dispatch_is_still_on_its_way_at_a_failure_is_sent_after_the_next_recovery()
    {
        var scenario = Dispatching();
        scenario.FailsForGood(FailureKind.NoResponse).Wait(1).Opens();
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(1, scenario.Sent.Times("k"));
        Assert.Equal(Verdict.Confirmed, scenario.Record("k").Verdict);
    }

    [Fact]
    public void A_request_that_nobody_waits_for_any_more_was_not_sent_while_its_dispatch_is_on_its_way()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        scenario.Invoke("dose", "k", timeout: 1);
        scenario.FailsForGood(FailureKind.NoResponse).Wait(2).Opens();
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal((0, Verdict.NotExecuted), (scenario.Sent.Times("k"), scenario.Record("k").Verdict));
    }

    [Fact]
    public void Out_of_service_a_queued_request_that_is_recorded_with_the_decision_was_not_sent()
    {
        var scenario = Queued();
        scenario.JournalAnswers = false;
        scenario.Opens();
        scenario.Decide(AdministrativeState.Maintenance);
        while (scenario.Journal.UnderWay is not null) scenario.Appends();
        Assert.Equal((0, Verdict.NotExecuted), (scenario.Sent.Times("k"), scenario.Record("k").Verdict));
        Assert.Contains("out of service", scenario.Record("k").Reason);
    }

    [Fact]
    public void At_a_stop_a_queued_request_whose_dispatch_is_on_its_way_goes_back_to_the_queue()
    {
        var scenario = Dispatching();
        scenario.Happens(new ShadowInputs.StopOrdered("moved"));
        while (scenario.Journal.UnderWay is not null) scenario.Appends();
        Assert.Equal(Verdict.Accepted, scenario.Journal.State.Requests["k"].Verdict);
    }

    /// <summary>A queued request's dispatch is on its way into the journal.</summary>
    private static ShadowScenario Dispatching()
    {
        var scenario = Queued();
        scenario.JournalAnswers = false;
        scenario.Opens();
        while (!scenario.Journal.UnderWay!.Events.OfType<ShadowEvents.RequestDispatched>().Any()) scenario.Appends();
        return scenario;
    }

    private static ShadowScenario Queued()
    {
        var scenario = ShadowScenario.Passive().FailsForGood(FailureKind.NoResponse).Wait(1);
        scenario.Write("batch", 1, "k");
        return scenario;
    }

    private static ShadowScenario Sent(Func<ShadowScenario, long> ask, out long ticket)
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        ticket = ask(scenario);
        Assert.Single(scenario.Mutations);
        return scenario;
    }
}
