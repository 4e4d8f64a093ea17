using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class StopTests
{
    public static TheoryData<string> Modes =>
        ["starting", "claiming", "passive", "active", "faulted", "down", "unread"];

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_stop_ends_in_every_mode_and_everybody_is_answered(string mode)
    {
        var scenario = In(mode);
        scenario.Write("level", 1, timeout: 60);
        scenario.Read(timeout: 60);
        scenario.Restart(timeout: 60);
        scenario.Happens(new ShadowInputs.StopOrdered("moved")).Wait(3);
        Assert.False(Assert.Single(scenario.Effects.OfType<ShadowEffects.Stop>()).ClaimLost);
        Assert.Empty(scenario.Unanswered);
    }

    [Fact]
    public void A_clean_stop_closes_the_driver_and_releases_the_claim_last()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Happens(new ShadowInputs.StopOrdered("moved"));
        Assert.Contains(scenario.Effects, effect => effect is ShadowEffects.CloseDriver);
        Assert.IsType<ShadowEvents.ClaimReleased>(scenario.Journal.Durable[^1]);
    }

    [Fact]
    public void What_is_under_way_is_finished_first_and_then_it_ends_at_once()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("dose");
        scenario.Happens(new ShadowInputs.StopOrdered("moved"));
        Assert.False(scenario.Stopped);
        scenario.Acts();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.True(scenario.Stopped);
    }

    [Fact]
    public void What_is_not_finished_in_time_is_indeterminate()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("dose", "k", timeout: 60);
        scenario.Happens(new ShadowInputs.StopOrdered("moved")).Wait(1);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        Assert.Equal(Verdict.Indeterminate, scenario.Journal.State.Requests["k"].Verdict);
        Assert.IsType<ShadowEvents.ClaimReleased>(scenario.Journal.Durable[^1]);
    }

    [Fact]
    public void A_dispatch_that_is_not_durable_in_time_is_voided_before_the_release()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Invoke("dose", timeout: 60);
        scenario.Happens(new ShadowInputs.StopOrdered("moved")).Wait(1);
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(ticket));
        Assert.IsType<ShadowEvents.ClaimReleased>(scenario.Journal.Durable[^1]);
        Assert.Empty(scenario.Mutations);
    }

    [Fact]
    public void A_decision_that_is_on_its_way_is_told_as_made_when_it_is_on_record()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Decide(AdministrativeState.Maintenance);
        scenario.Happens(new ShadowInputs.StopOrdered("moved"));
        Assert.False(scenario.IsAnswered(ticket));
        scenario.Appends();
        Assert.Equal(AdministrativeState.Maintenance, scenario.Decided(ticket).Administrative.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nobody_is_told_that_a_decision_is_not_made_that_may_come_to_be_on_record(bool claimLost)
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Lock();
        scenario.Happens(claimLost
            ? new ShadowInputs.ClaimLost("elsewhere")
            : new ShadowInputs.StopOrdered("moved")).Wait(1);
        Assert.True(scenario.Stopped);
        var refused = scenario.Refused(ticket);
        Assert.Equal(RefusalKind.JournalUnavailable, refused.Kind);
        Assert.StartsWith("it is not known whether this is on record", refused.Reason);
    }

    [Theory]
    [InlineData("in doubt")]
    [InlineData("never")]
    [InlineData("down")]
    public void A_release_that_is_not_taken_is_not_waited_for(string how)
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        scenario.Happens(new ShadowInputs.StopOrdered("moved"));
        Assert.False(scenario.Stopped);
        switch (how)
        {
            case "in doubt": scenario.AppendInDoubt(written: false); break;
            case "down": scenario.JournalDown(); break;
            default: scenario.Wait(1); break;
        }

        Assert.True(scenario.Stopped);
    }

    [Fact]
    public void Nothing_is_taken_on_while_it_stops()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        scenario.Invoke("dose");
        scenario.Happens(new ShadowInputs.StopOrdered("moved"));
        Assert.Equal(RefusalKind.NotOwner, scenario.Refused(scenario.Write("level", 1)).Kind);
        Assert.Equal(RefusalKind.NotOwner, scenario.Refused(scenario.Read()).Kind);
        Assert.Equal(RefusalKind.NotOwner, scenario.Refused(scenario.Drill()).Kind);
        Assert.Equal(RefusalKind.NotOwner, scenario.Refused(scenario.Invoke("stop")).Kind);
    }

    private static ShadowScenario In(string mode)
    {
        if (mode == "starting") return new ShadowScenario();
        if (mode == "claiming") return new ShadowScenario { JournalAnswers = false }.Start();
        var scenario = ShadowScenario.Passive();
        for (var i = 0; i < 5 && mode == "faulted"; i++) scenario.Fails().Wait(2);
        if (mode is "faulted" or "active") scenario.FailsForGood();
        if (mode == "down") scenario.JournalDown();
        if (mode == "unread") scenario.Happens(new ShadowInputs.JournalUnreadable("event 7"));
        return scenario;
    }
}
