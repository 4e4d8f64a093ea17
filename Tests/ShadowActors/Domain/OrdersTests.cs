using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class OrdersTests
{
    [Fact]
    public void A_restart_is_told_as_planned_and_is_no_error()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DriverOpens = false;
        scenario.Restart();
        var status = DeviceStatuses.Of(scenario.Shadow, scenario.Now);
        Assert.Equal(("planned: restart ordered by ann: test", null), (status.Reason, status.LastError));
    }

    [Fact]
    public void A_restart_is_done_when_the_new_incarnation_serves()
    {
        var scenario = ShadowScenario.Passive();
        var before = scenario.Live.Incarnation;
        var ticket = scenario.Restart();
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[ticket]);
        Assert.Equal(before.Next(), scenario.Live.Incarnation);
        Assert.Empty(scenario.Live.Budget.Counted);
    }

    [Fact]
    public void A_restart_waits_until_its_order_is_durable()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        scenario.Restart();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_restart_opens_a_driver_that_waits_for_its_hold_time()
    {
        var scenario = ShadowScenario.Passive();
        for (var i = 0; i < 6; i++) scenario.Fails().Wait(2);
        Assert.Equal(DeviceMode.Faulted, scenario.Live.Mode);
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[scenario.Restart()]);
    }

    [Fact]
    public void A_restart_that_takes_too_long_is_answered_at_its_deadline()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DriverOpens = false;
        var ticket = scenario.Restart(timeout: 1);
        scenario.Wait(1);
        Assert.Equal(RefusalKind.DeadlinePassed, scenario.Refused(ticket).Kind);
    }

    [Fact]
    public void A_restart_whose_order_was_in_doubt_is_refused()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Restart();
        scenario.AppendInDoubt(written: true);
        Assert.Equal(RefusalKind.JournalUnavailable, scenario.Refused(ticket).Kind);
    }

    [Fact]
    public void A_drill_is_armed_when_it_is_on_record()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Drill();
        Assert.Empty(scenario.Effects.OfType<ShadowEffects.InjectFault>());
        scenario.Appends();
        Assert.Single(scenario.Effects.OfType<ShadowEffects.InjectFault>());
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[ticket]);
    }

    [Fact]
    public void A_drill_is_answered_by_its_deadline_and_not_armed_after_it()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Drill(timeout: 1);
        scenario.Wait(1);
        Assert.Equal(RefusalKind.DeadlinePassed, scenario.Refused(ticket).Kind);
        scenario.Appends();
        Assert.Empty(scenario.Effects.OfType<ShadowEffects.InjectFault>());
    }

    [Fact]
    public void A_node_without_drills_refuses_them()
    {
        var scenario = new ShadowScenario(own: TestDevice.Own("claim-1") with { DrillsAllowed = false }).Start();
        Assert.Equal(RefusalKind.DrillsNotAllowed, scenario.Refused(scenario.Drill()).Kind);
    }

    [Theory]
    [InlineData(FailureKind.DriverException, 1)]
    [InlineData(FailureKind.Hang, 1)]
    [InlineData(FailureKind.ProcessExit, 1)]
    [InlineData(FailureKind.NoResponse, 0)]
    [InlineData(FailureKind.ProtocolViolation, 0)]
    [InlineData(FailureKind.WrongDevice, 0)]
    [InlineData(FailureKind.LinkLost, 0)]
    public void Only_what_is_the_drivers_own_fault_counts(FailureKind kind, int counted)
    {
        var scenario = ShadowScenario.Passive();
        scenario.Fails(kind);
        Assert.Equal(counted, scenario.Live.Budget.Counted.Count);
    }
}
