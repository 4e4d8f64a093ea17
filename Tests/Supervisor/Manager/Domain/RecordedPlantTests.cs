using Understudy.ShadowActors.Domain;
using Understudy.Supervisor.Manager.Domain;

namespace Understudy.Tests.Supervisor.Manager.Domain;

public sealed class RecordedPlantTests
{
    private const string BadUnit = """
        gateways:
          hall1: {link: {modbusTcp: 127.0.0.1:1502}, devices: {oven: {profile: p, unit: 1}}}
        profiles:
          p: {class: register, points: {temp: {at: input/0, unit: celsius}}}
        """;

    [Fact]
    public void A_unit_that_is_refused_by_now_is_a_warning_with_its_place_and_the_plant_is_as_recorded()
    {
        var recorded = RecordedPlant.Of(new PlantState("a.yaml", BadUnit));

        Assert.Null(recorded.Problem);
        var warning = Assert.Single(recorded.Warnings);
        Assert.StartsWith(
            "a.yaml:4:59: profiles.p.points.temp.unit: 'celsius' is no UCUM code", warning.ToString());
        Assert.Equal("celsius", recorded.Plant.Spec.Gateways[0].Devices[0].Points[0].Unit);
    }

    [Fact]
    public void What_no_plant_can_run_with_is_a_problem_still()
    {
        var plant = BadUnit.Replace("input/0", "inputs/0", StringComparison.Ordinal);

        var recorded = RecordedPlant.Of(new PlantState("a.yaml", plant));

        Assert.Contains("a.yaml:4", recorded.Problem, StringComparison.Ordinal);
        Assert.Empty(recorded.Plant.Spec.Gateways);
    }
}
