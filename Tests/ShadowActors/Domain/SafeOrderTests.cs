using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>Nothing that was asked before a safe action is done after it.</summary>
public sealed class SafeOrderTests
{
    [Theory]
    [InlineData(FailureKind.NoResponse)]
    [InlineData(FailureKind.DriverException)]
    public void A_command_that_a_failed_driver_had_is_not_sent_again_after_it(FailureKind kind)
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var home = scenario.Invoke("home", "k");
        scenario.FailsForGood(kind);
        var stop = scenario.Invoke("stop");
        scenario.DeviceActs = true;
        scenario.Opens().Wait(1);
        Assert.Equal(["invoke home", "invoke stop"], scenario.Written);
        Assert.Equal((Verdict.Indeterminate, Verdict.Confirmed), (scenario.Verdict(home), scenario.Verdict(stop)));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Theory]
    [InlineData(FailureKind.NoResponse)]
    [InlineData(FailureKind.DriverException)]
    public void Of_two_that_a_failed_driver_had_the_safe_action_alone_is_sent_again(FailureKind kind)
    {
        var scenario = BothInFlight(out var home, out var stop);
        scenario.Fails(kind).Wait(1);
        Assert.Equal(["invoke home", "invoke stop", "invoke stop"], scenario.Written);
        Assert.Equal((Verdict.Indeterminate, Verdict.Confirmed), (scenario.Verdict(home), scenario.Verdict(stop)));
    }

    [Fact]
    public void One_that_was_surely_not_sent_does_not_wait_for_the_next_driver_when_it_came_before()
    {
        var scenario = BothInFlight(out var home, out var stop);
        scenario.Sent.Unsent("k");
        scenario.Fails(FailureKind.NoResponse, scenario.Calls.Keys.Min()).Wait(1);
        Assert.Equal(["invoke home", "invoke stop", "invoke stop"], scenario.Written);
        Assert.Equal((Verdict.NotExecuted, Verdict.Confirmed), (scenario.Verdict(home), scenario.Verdict(stop)));
    }

    [Fact]
    public void One_that_it_cancelled_and_that_is_asked_again_is_sent_once()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        scenario.Invoke("fill", "k", timeout: 0.1);
        scenario.Wait(0.1);
        scenario.Invoke("stop", timeout: 0.1);
        var again = scenario.Invoke("fill", "k");
        scenario.Appends();
        Assert.DoesNotContain("invoke fill", scenario.Written);
        scenario.JournalAnswers = true;
        scenario.Appends().Wait(1);
        Assert.Single(scenario.Written, "invoke fill");
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(again));
    }

    [Fact]
    public void One_that_was_asked_after_it_is_sent_again()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Invoke("stop");
        scenario.DeviceActs = false;
        var home = scenario.Invoke("home", "k");
        scenario.DeviceActs = true;
        scenario.Fails(FailureKind.NoResponse).Wait(1);
        Assert.Equal(["invoke stop", "invoke home", "invoke home"], scenario.Written);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(home));
    }

    [Fact]
    public void A_change_on_its_way_into_a_slow_journal_is_not_sent_after_it()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var dose = scenario.Invoke("dose", "k");
        var stop = scenario.Invoke("stop");
        scenario.Wait(ShadowLimits.SafeAppendTime);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(stop));
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(["invoke stop"], scenario.Written);
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(dose));
        Assert.Equal(Verdict.NotExecuted, scenario.Journal.State.Requests["k"].Verdict);
    }

    [Fact]
    public void A_queued_request_on_its_way_out_of_the_queue_is_cancelled()
    {
        var scenario = ShadowScenario.Passive().FailsForGood();
        scenario.Write("batch", 1, "queued");
        scenario.JournalAnswers = false;
        scenario.Opens();
        while (!scenario.Journal.UnderWay!.Events.OfType<ShadowEvents.RequestDispatched>().Any()) scenario.Appends();
        scenario.Invoke("stop");
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(["invoke stop"], scenario.Written);
        Assert.Equal(Verdict.NotExecuted, scenario.Journal.State.Requests["queued"].Verdict);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_queued_request_that_a_failed_driver_surely_did_not_send_does_not_go_back_when_it_came_before()
    {
        var scenario = ShadowScenario.Passive().FailsForGood();
        scenario.Write("batch", 1, "queued");
        scenario.DeviceActs = false;
        scenario.Opens();
        scenario.Invoke("stop");
        scenario.DeviceActs = scenario.DriverOpens = true;
        scenario.Sent.Unsent("queued");
        scenario.Fails(FailureKind.NoResponse, scenario.Calls.Keys.Min())
            .Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation)).Wait(2);
        Assert.Equal(["write batch = 1", "invoke stop", "invoke stop"], scenario.Written);
        Assert.Equal(Verdict.NotExecuted, scenario.Record("queued").Verdict);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_it_cancelled_without_the_journal_is_on_record_before_anything_is_sent_when_that_is_back(bool opens)
    {
        var scenario = Queued();
        scenario.JournalDown();
        scenario.DriverOpens = opens;
        if (opens) scenario.Opens();
        var stop = scenario.Invoke("stop");
        if (!opens) scenario.Opens();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(stop));
        scenario.JournalUp().Wait(1);
        Assert.Equal(["invoke stop"], scenario.Written);
        Assert.Equal(Verdict.NotExecuted, scenario.Journal.State.Requests["queued"].Verdict);
        Assert.Contains("safe action", scenario.Record("queued").Reason);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void What_it_cancelled_in_an_outage_is_not_done_by_the_next_owner_though_the_process_was_killed()
    {
        var scenario = Queued();
        scenario.JournalDown();
        scenario.Opens();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Invoke("stop")));
        Assert.Equal(Verdict.Accepted, scenario.Journal.State.Requests["queued"].Verdict);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2)).Start().Wait(3);
        Assert.Empty(next.Mutations);
        Assert.Equal(Verdict.NotExecuted, next.Journal.State.Requests["queued"].Verdict);
        Assert.Equal(DeviceMode.Passive, next.Live.Mode);
    }

    [Fact]
    public void The_next_owner_that_is_killed_too_before_that_is_on_record_leaves_it_undone()
    {
        var scenario = Queued();
        var killed = scenario.Successor("claim-2", TimeSpan.FromSeconds(1));
        killed.JournalAnswers = false;
        killed.Start();
        var next = killed.Successor("claim-3", TimeSpan.FromSeconds(1), written: true).Start().Wait(3);
        Assert.Empty(next.Mutations);
        Assert.Equal(Verdict.NotExecuted, next.Journal.State.Requests["queued"].Verdict);
    }

    [Fact]
    public void An_owner_that_stops_leaves_its_queue_to_the_next_one()
    {
        var scenario = Queued();
        scenario.Happens(new ShadowInputs.StopOrdered("moved"));
        Assert.True(scenario.Stopped);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(1)).Start().Wait(2);
        Assert.Equal(Verdict.Confirmed, next.Record("queued").Verdict);
    }

    private static ShadowScenario Queued()
    {
        var scenario = ShadowScenario.Passive().FailsForGood();
        scenario.Write("batch", 1, "queued");
        Assert.Equal(Verdict.Accepted, scenario.Record("queued").Verdict);
        return scenario;
    }

    private static ShadowScenario BothInFlight(out long home, out long stop)
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        home = scenario.Invoke("home", "k");
        stop = scenario.Invoke("stop");
        scenario.DeviceActs = true;
        Assert.Equal(["invoke home", "invoke stop"], scenario.Written);
        return scenario;
    }
}
