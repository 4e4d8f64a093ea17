using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class WhenDownTests
{
    [Fact]
    public void Respond_gives_the_last_reading_as_uncertain_while_young_and_then_none()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Device["temp"] = PointValue.Of(21);
        scenario.Read();
        scenario.FailsForGood();
        var young = scenario.Reading(scenario.Read());
        Assert.Equal((PointValue.Of(21), StatusCode.UncertainLastUsableValue), (young.Value, young.Status));
        scenario.Wait(6);
        var old = scenario.Reading(scenario.Read());
        Assert.Equal((null, StatusCode.BadNoCommunication), (old.Value, old.Status));
    }

    [Fact]
    public void Respond_gives_a_recorded_setting_however_old()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        scenario.FailsForGood().Wait(600);
        var reading = scenario.Reading(scenario.Read("level"));
        Assert.Equal((PointValue.Of(5), StatusCode.UncertainLastUsableValue), (reading.Value, reading.Status));
    }

    [Fact]
    public void Block_waits_for_the_recovery()
    {
        var scenario = ShadowScenario.Passive();
        scenario.FailsForGood();
        var ticket = scenario.Write("level", 5);
        Assert.False(scenario.IsAnswered(ticket));
        scenario.DriverOpens = true;
        scenario.Wait(1).Opens();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
    }

    [Fact]
    public void Block_ends_at_the_deadline_with_nothing_sent()
    {
        var scenario = ShadowScenario.Passive();
        scenario.FailsForGood();
        var ticket = scenario.Write("level", 5, timeout: 1);
        scenario.Wait(1);
        Assert.Equal(RefusalKind.DeadlinePassed, scenario.Refused(ticket).Kind);
        scenario.Opens();
        Assert.Empty(scenario.Mutations);
    }

    [Fact]
    public void Blocked_requests_are_sent_in_the_order_they_came()
    {
        var scenario = ShadowScenario.Passive();
        scenario.FailsForGood();
        scenario.Write("level", 1);
        scenario.Write("gain", 2);
        scenario.Write("level", 3);
        scenario.Opens();
        Assert.Equal(["write level = 1", "write gain = 2", "write level = 3"], scenario.Written);
    }

    [Theory]
    [InlineData("valve")]
    [InlineData("pulse")]
    public void Busy_refuses_at_once_with_a_hint(string point)
    {
        var scenario = ShadowScenario.Passive();
        scenario.FailsForGood();
        var refused = scenario.Refused(scenario.Write(point, 1));
        Assert.Equal((RefusalKind.Busy, ShadowLimits.RetryAfter), (refused.Kind, refused.RetryAfter));
    }

    [Fact]
    public void Blocked_requests_are_refused_when_the_driver_is_given_up()
    {
        var scenario = ShadowScenario.Passive();
        for (var i = 0; i < 5; i++) scenario.Fails().Wait(2);
        scenario.JournalAnswers = false;
        scenario.DriverOpens = false;
        scenario.Fails();
        Assert.Equal(DeviceMode.Faulted, scenario.Live.Mode);
        Assert.Equal(RefusalKind.Busy, scenario.Refused(scenario.Write("level", 5)).Kind);
    }

    [Fact]
    public void A_read_that_a_failed_driver_had_is_given_to_the_next_one()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceReads = false;
        var ticket = scenario.Read();
        scenario.DeviceReads = true;
        scenario.Fails();
        Assert.Equal(ServedBy.Driver, scenario.Reading(ticket).ServedBy);
    }

    [Fact]
    public void A_read_that_a_failed_driver_had_is_answered_with_what_is_known_when_the_next_is_late()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Read();
        scenario.DeviceReads = false;
        var ticket = scenario.Read();
        scenario.FailsForGood().Wait(ShadowLimits.OutstandingReadTime);
        Assert.Equal(StatusCode.UncertainLastUsableValue, scenario.Reading(ticket).Status);
    }

    [Fact]
    public void As_many_requests_wait_as_may_and_one_more_is_busy()
    {
        var scenario = ShadowScenario.Passive();
        scenario.FailsForGood();
        for (var i = 0; i < ShadowLimits.WaitingMax; i++) scenario.Write("level", i);
        Assert.Equal(RefusalKind.Busy, scenario.Refused(scenario.Write("level", 1)).Kind);
    }

    [Theory]
    [InlineData("temp", 1, RefusalKind.NotWritable)]
    [InlineData("level", 5000, RefusalKind.InvalidValue)]
    [InlineData("none", 1, RefusalKind.UnknownPoint)]
    public void What_may_not_be_asked_is_refused_in_every_mode(string point, long value, RefusalKind kind)
    {
        var scenario = ShadowScenario.Passive();
        Assert.Equal(kind, scenario.Refused(scenario.Write(point, value)).Kind);
        scenario.FailsForGood();
        Assert.Equal(kind, scenario.Refused(scenario.Write(point, value)).Kind);
    }
}
