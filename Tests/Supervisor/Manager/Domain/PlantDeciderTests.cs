using Understudy.Hardware.Model;
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

    [Fact]
    public async Task A_rename_is_told_and_recorded_with_the_plant()
    {
        var append = Assert.IsType<PlantDecision.Append>(await RenameAsync(begun: []));

        Assert.Contains("> hall1/kiln  goes on with the journal of hall1/oven", append.Reply.Changes);
        Assert.Equal("hall1/oven", Assert.Single(append.Event.Journals!.Value).Journal);
        Assert.Equal("hall1/oven", append.Next.Device(DeviceId.Parse("hall1/kiln"))!.JournalName);
    }

    [Fact]
    public async Task A_device_of_which_both_ids_are_on_record_is_told_and_the_plant_is_applied()
    {
        var append = Assert.IsType<PlantDecision.Append>(await RenameAsync("shadow-hall1/kiln"));

        Assert.Contains(append.Reply.Changes, line => line.StartsWith("! hall1/kiln  is not run: both 'oven'"));
        Assert.NotNull(append.Next.Device(DeviceId.Parse("hall1/kiln"))!.NotRun);
    }

    private static Task<PlantDecision> RenameAsync(params string[] begun)
    {
        var source = BadUnit.Replace("celsius", "Cel");
        return PlantDecider.DecideAsync(
            RecordedPlant.Of(new PlantState("a.yaml", source)).Plant,
            new ShadowManagerMessages.ApplyPlant(
                "node", "b.yaml", source.Replace("oven: {", "kiln: {was: oven, "), DryRun: false),
            DateTimeOffset.UnixEpoch,
            stream => Task.FromResult(begun.Contains(stream)));
    }

    private static Task<PlantDecision> DecideAsync(string source) => PlantDecider.DecideAsync(
        Recorded, new ShadowManagerMessages.ApplyPlant("node", "b.yaml", source, DryRun: false),
        DateTimeOffset.UnixEpoch, _ => Task.FromResult(false));
}
