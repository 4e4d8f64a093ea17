using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

/// <summary>Plant files of one gateway and one profile, around the lines under test.</summary>
internal static class Given
{
    public static string Example => RepositoryFile.Text("Deploy", "plants", "example.yaml");

    /// <summary>A file whose only profile has these points, the first one in line 7.</summary>
    public static string Points(params string[] points) =>
        $$"""
        gateways:
          g: {link: {modbusTcp: h}, scanClasses: {fast: 500ms}, devices: {d: {profile: p, unit: 1} } }
        profiles:
          p:
            class: register
            points:
              {{string.Join("\n      ", points)}}
        """;

    /// <summary>A file whose only profile has these commands, the first one in line 11, and points.</summary>
    public static string Commands(params string[] commands) => Points(
        "running: {at: discrete/0}",
        "speed: {at: holding/0, role: output}",
        "power: {at: input/0, type: float32}") + $"\n    commands:\n      {string.Join("\n      ", commands)}";

    /// <summary>A file with these gateways, the first one in line 6, and an empty profile p.</summary>
    public static string Gateways(params string[] gateways) =>
        $"""
        profiles:
          p:
            class: register
        # 
        gateways:
          {string.Join("\n  ", gateways)}
        """;

    public static PlantSpec Plant(string yaml)
    {
        var result = PlantFile.Parse(yaml, "plant.yaml");
        Assert.True(result.IsValid, string.Join('\n', result.Lines()));
        return result.Plant;
    }

    public static DeviceSpec Device(string yaml) => Plant(yaml).Gateways.Single().Devices.Single();

    public static PointSpec Point(string point) => Device(Points(point)).Points.Single();

    /// <summary>The first problem as <c>line: key: message</c>.</summary>
    public static string Problem(string yaml)
    {
        var result = PlantFile.Parse(yaml, "plant.yaml");
        Assert.False(result.IsValid);
        var first = result.Problems[0];
        Assert.True(result.ProblemCount == 1, string.Join('\n', result.Lines()));
        return $"{first.Line}: {first.Key}: {first.Message}";
    }
}
