using Understudy.ShadowActors.Domain;
using Understudy.Supervisor.Manager;
using Understudy.Supervisor.Manager.Domain;

namespace Understudy.Tests.Supervisor.Manager.Domain;

public sealed class PlantDeciderTests
{
    private const string BadUnit = """
        gateways:
          hall1: {link: {modbusTcp: 127.0.0.1:1502}, devices: {oven: {profile: p, unit: 1}}}
        profiles:
          p: {class: register, points: {temp: {at: input/0, unit: celsius}}}
        """;

    private static readonly DeclaredPlant Recorded = RecordedPlant.Of(new PlantState("a.yaml", BadUnit)).Plant;

    [Fact]
    public async Task The_recorded_plant_is_taken_again_though_a_rule_that_came_later_refuses_it()
    {
        var answer = Assert.IsType<PlantDecision.Answer>(await DecideAsync(BadUnit));

        Assert.Empty(Assert.IsType<ShadowManagerMessages.PlantAccepted>(answer.Reply).Changes);
    }

    [Fact]
    public async Task Another_one_with_the_same_fault_is_refused_with_its_place()
    {
        var answer = Assert.IsType<PlantDecision.Answer>(await DecideAsync(BadUnit + "\n"));

        var refused = Assert.IsType<ShadowManagerMessages.PlantRefused>(answer.Reply);
        Assert.StartsWith("b.yaml:4:59: profiles.p.points.temp.unit:", Assert.Single(refused.Problems));
    }

    private static Task<PlantDecision> DecideAsync(string source) => PlantDecider.DecideAsync(
        Recorded, new ShadowManagerMessages.ApplyPlant("node", "b.yaml", source, DryRun: false),
        DateTimeOffset.UnixEpoch, _ => Task.FromResult(false));
}
