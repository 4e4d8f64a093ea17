using Understudy.Hardware.Model;
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

    private static long Decide(ShadowScenario scenario, string id, AdministrativeState state) => scenario.Ask(
        new ShadowCommands.SetState(
            TestDevice.Id, new RequestId(id), "ann", state, "new seal", null, TimeSpan.FromSeconds(5), Keyed: true));
}
