using Understudy.Supervisor.Plant.Reading;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant;

/// <summary>Reads plant files. Their keys are described in <c>docs/plant-file.md</c>.</summary>
public static class PlantFile
{
    /// <summary>The plant that the text declares, or all that is wrong with it. Never throws.</summary>
    /// <param name="fileName">What problems call the file.</param>
    public static PlantParseResult Parse(string yaml, string fileName) => Parse(yaml, new ProblemList(fileName));

    /// <summary>The same of a plant that was accepted once, maybe by an earlier version with fewer rules: what it can
    /// run with all the same is a warning.</summary>
    public static PlantParseResult ParseRecorded(string yaml, string fileName) =>
        Parse(yaml, new ProblemList(fileName, isRecorded: true));

    private static PlantParseResult Parse(string yaml, ProblemList problems)
    {
        var top = YamlText.Top(yaml, problems, "'gateways:' and 'profiles:' are expected");
        if (problems.Count > 0 || Fields.Of(top, PlantKeys.Plant, problems) is not { } fields) return problems.Failed();
        fields.Required("gateways", "what devices are reached through; 'gateways: {}' is a plant without any");
        var others = new OtherInputs(problems);
        var profiles = ProfileReader.ReadAll(fields.Node("profiles"), others, problems);
        var plant = new GatewayReader(profiles, others, problems).ReadAll(fields.Node("gateways"));
        others.Check(plant);
        return problems.Result(plant);
    }
}
