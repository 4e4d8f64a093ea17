using Understudy.Hardware.Plant;
using Understudy.Supervisor.Simulation.Scripts;
using Understudy.Tests.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Simulation.Scripts;

/// <summary>Scripts for a plant of two gateways: hall1 with pump (unit 1) and tank (unit 2), and hall2.</summary>
internal static class GivenScript
{
    public const string PlantText = """
        gateways:
          hall1:
            link: {modbusTcp: "127.0.0.1:15020"}
            devices:
              pump: {profile: p, unit: 1}
              tank: {profile: p, unit: 2}
          hall2:
            link: {modbusTcp: "127.0.0.1:15021"}
            devices: {fan: {profile: p, unit: 7}}
        profiles:
          p:
            class: register
            points:
              speed: {at: input/0, unit: "1"}
              level: {at: input/1, scale: 0.1}
              on: {at: discrete/0}
              mode: {at: input/3, values: {0: off, 1: heating}}
              name: {at: input/4, type: string, length: 4}
              sp: {at: holding/0, range: [0, 100], role: configuration}
        """;

    public static PlantSpec Plant { get; } = Given.Plant(PlantText);

    public static SimulationScript Of(string yaml)
    {
        var result = ScriptFile.Parse(yaml, "script.yaml", Plant);
        return result.Script ?? throw new InvalidOperationException(string.Join('\n', result.Problems));
    }

    public static ScriptStep Step(string step) => Of($"steps:\n  - {step}").Steps.Single();

    public static string Problem(string yaml)
    {
        var result = ScriptFile.Parse(yaml, "script.yaml", Plant);
        Assert.Null(result.Script);
        return Assert.Single(result.Problems);
    }
}
