using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class DecisionsTests
{
    [Fact]
    public void A_decision_of_the_devices_own_is_not_told_to_a_client_whose_id_is_its_cause()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Decided(scenario.Decide(AdministrativeState.Maintenance, seconds: 60));
        scenario.JournalAnswers = false;
        scenario.Wait(60);
        Assert.Equal("expiry", Assert.Single(scenario.Journal.UnderWay!.Events).Stamp.Cause);
        var ticket = Decide(scenario, "expiry", AdministrativeState.Disabled);
        scenario.Appends();
        Assert.False(scenario.IsAnswered(ticket));
        scenario.Appends();
        Assert.Equal(AdministrativeState.Disabled, scenario.Decided(ticket).Administrative.State);
    }

    [Fact]
    public void Another_decision_under_the_key_of_one_that_is_on_its_way_is_refused()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var first = Decide(scenario, "k", AdministrativeState.Maintenance);
        var again = Decide(scenario, "k", AdministrativeState.Maintenance);
        var other = Decide(scenario, "k", AdministrativeState.Disabled);
        Assert.Equal(RefusalKind.KeyReused, scenario.Refused(other).Kind);
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(AdministrativeState.Maintenance, scenario.Decided(first).Administrative.State);
        Assert.Equal(AdministrativeState.Maintenance, scenario.Decided(again).Administrative.State);
    }

    [Fact]
    public void A_decision_that_is_lost_after_its_deadline_was_never_said_to_stand_and_is_told()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = Decide(scenario, "k", AdministrativeState.Disabled);
        scenario.Wait(5);
        Assert.Equal(RefusalKind.DeadlinePassed, scenario.Refused(ticket).Kind);
        Assert.Contains("if it is, it stands", scenario.Refused(ticket).Reason);
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written: false).Wait(1);
        Assert.Contains(
            scenario.Effects.OfType<ShadowEffects.LogWarning>(),
            warning => warning.Text.Contains("Disabled by ann: new seal", StringComparison.Ordinal)
                && warning.Text.Contains("not in force", StringComparison.Ordinal));
        Assert.Contains(
            "Disabled by ann: new seal", scenario.Shadow.State.Alarms["journal-gap"].Message);
        Assert.Contains(
            scenario.Journal.All<ShadowEvents.AnswersRecorded>().SelectMany(recorded => recorded.Answers),
            answer => answer.Request?.Value == "k" && answer.Refusal == RefusalKind.JournalUnavailable);
    }

    [Fact]
    public void A_lock_that_is_lost_after_its_deadline_is_told_too()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Lock();
        scenario.Wait(5);
        Assert.Contains("if it is, it stands", scenario.Refused(ticket).Reason);
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written: false);
        Assert.Contains("lock by ann", scenario.Shadow.State.Alarms["journal-gap"].Message);
    }

    [Theory]
    [InlineData(false, "if it is, it stands")]
    [InlineData(true, "the restart goes on")]
    public void A_restart_goes_on_only_if_its_order_is_on_record(bool recorded, string told)
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = recorded;
        scenario.DriverOpens = false;
        var ticket = scenario.Restart();
        scenario.Wait(5);
        Assert.Contains(told, scenario.Refused(ticket).Reason);
    }

    private static long Decide(ShadowScenario scenario, string id, AdministrativeState state) => scenario.Ask(
        new ShadowCommands.SetState(
            TestDevice.Id, new RequestId(id), "ann", state, "new seal", null, TimeSpan.FromSeconds(5), Keyed: true));
}
