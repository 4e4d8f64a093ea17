using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class WriteAheadTests
{
    [Fact]
    public void The_driver_gets_a_mutation_only_when_its_dispatch_is_durable()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        scenario.Invoke("dose");
        Assert.Empty(scenario.Mutations);
        scenario.Appends();
        Assert.Single(scenario.Mutations);
    }

    [Fact]
    public void The_send_window_counts_from_the_append_and_not_from_its_acknowledgement()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        scenario.Invoke("dose");
        var sendBy = scenario.Uptime + ShadowLimits.SendWindow;
        scenario.Sleep(TimeSpan.FromMilliseconds(600));
        scenario.Appends();
        Assert.Equal(sendBy, Assert.Single(scenario.Mutations).SendBy);
    }

    [Fact]
    public void A_paused_process_sends_nothing_whose_window_has_passed()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Invoke("dose");
        scenario.Sleep(ShadowLimits.SendWindow);
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(ticket));
        Assert.Empty(scenario.Mutations);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rejection_is_contact_only_where_the_device_itself_said_it(bool isByDevice)
    {
        var scenario = ShadowScenario.Passive();
        var contact = scenario.Live.Contact;
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("dose");
        scenario.Sleep(TimeSpan.FromSeconds(1));
        scenario.Acts("not today", isByDevice);
        Assert.Equal(Verdict.Rejected, scenario.Verdict(ticket));
        Assert.Equal(isByDevice, scenario.Live.Contact > contact);
    }

    [Fact]
    public void What_may_wait_is_dispatched_again_when_its_window_has_passed()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Write("level", 5);
        scenario.Sleep(ShadowLimits.SendWindow);
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.Equal(2, scenario.Journal.All<ShadowEvents.RequestDispatched>().Length);
        Assert.Single(scenario.Mutations);
    }

    [Fact]
    public void A_verdict_is_told_only_when_it_is_durable()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("dose");
        scenario.JournalAnswers = false;
        scenario.Acts();
        Assert.False(scenario.IsAnswered(ticket));
        scenario.Appends();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
    }

    [Fact]
    public void The_device_saying_no_is_an_answer_and_no_failure()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("dose");
        scenario.Acts(rejects: "exception 02");
        Assert.Equal((Verdict.Rejected, "exception 02"), (scenario.Verdict(ticket), scenario.Status(ticket).Reason));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_dispatch_is_voided_when_the_driver_failed_meanwhile()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Invoke("dose");
        scenario.FailsForGood();
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(ticket));
        Assert.Single(scenario.Journal.All<ShadowEvents.DispatchVoided>());
        Assert.Empty(scenario.Mutations);
    }

    [Fact]
    public void A_voided_dispatch_of_a_setting_waits_for_the_next_driver()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Write("level", 5);
        scenario.FailsForGood();
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.False(scenario.IsAnswered(ticket));
        scenario.Opens();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
    }

    [Fact]
    public void A_voided_dispatch_does_not_wait_for_a_driver_that_was_given_up()
    {
        var scenario = ShadowScenario.Passive();
        Spend(scenario);
        scenario.JournalAnswers = false;
        var ticket = scenario.Write("level", 5);
        scenario.FailsForGood();
        Assert.Equal(DeviceMode.Faulted, scenario.Live.Mode);
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(ticket));
    }

    [Fact]
    public void What_the_link_did_not_send_is_not_executed_and_may_be_asked_again()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("dose", "k");
        scenario.RefusesToSend(scenario.Calls.Keys.Single());
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(ticket));
        scenario.DeviceActs = true;
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Invoke("dose", "k")));
    }

    [Fact]
    public void A_sent_mutation_without_an_answer_is_indeterminate_at_its_deadline_and_refined_later()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("dose", "k", timeout: 1);
        scenario.Wait(1);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        Assert.Equal(Verdict.Indeterminate, scenario.Record("k").Verdict);
        scenario.Acts();
        Assert.Equal(Verdict.Confirmed, scenario.Journal.State.Requests["k"].Verdict);
    }

    [Fact]
    public void A_jump_of_the_wall_clock_answers_nobody_early()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("dose");
        scenario.WallOffset = TimeSpan.FromHours(20);
        scenario.Happens(new ShadowInputs.TimerFired(new ShadowTimer(ShadowTimerKind.Deadline)));
        Assert.False(scenario.IsAnswered(ticket));
    }

    [Fact]
    public void A_plan_of_a_failed_incarnation_frees_no_writes_of_the_next_one()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.JournalAnswers = false;
        scenario.Fails();
        // What the failure recorded is under way, the first plan gathers behind it.
        scenario.Appends();
        scenario.Fails().Wait(1);
        Assert.NotNull(scenario.Journal.UnderWay);
        scenario.Appends();
        Assert.All(
            scenario.Mutations.Where(call => call.Request.Value.StartsWith("restore", StringComparison.Ordinal)),
            call => Assert.Contains(
                scenario.Journal.All<ShadowEvents.TransferPlanned>(),
                plan => plan.Stamp.Incarnation == call.Incarnation));
    }

    private static void Spend(ShadowScenario scenario)
    {
        for (var i = 0; i < scenario.Shadow.Spec.Budget.Intensity; i++) scenario.Fails().Wait(2);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }
}
