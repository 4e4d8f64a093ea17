using System.Text;
using Understudy.Supervisor.Plant.Reading;
using Understudy.Supervisor.Plant.Yaml;
using YamlDotNet.Core;

namespace Understudy.Supervisor.Plant;

/// <summary>Reads plant files. Their keys are described in <c>docs/plant-file.md</c>.</summary>
public static class PlantFile
{
    /// <summary>The plant that the text declares, or all that is wrong with it. Never throws.</summary>
    /// <param name="fileName">What problems call the file.</param>
    public static PlantParseResult Parse(string yaml, string fileName)
    {
        var problems = new ProblemList(fileName);
        if (Encoding.UTF8.GetByteCount(yaml) > PlantLimits.FileBytesMax)
        {
            problems.Add(1, 1, "", $"The file is larger than {PlantLimits.FileBytesMax / (1024 * 1024)} MiB.");
            return problems.Failed();
        }

        TabIndentation.Check(yaml, problems);
        if (problems.Count > 0) return problems.Failed();
        var top = Top(yaml, problems);
        if (problems.Count > 0 || Fields.Of(top, PlantKeys.Plant, problems) is not { } fields) return problems.Failed();
        fields.Required("gateways", "what devices are reached through; 'gateways: {}' is a plant without any");
        var profiles = ProfileReader.ReadAll(fields.Node("profiles"), problems);
        var plant = new GatewayReader(profiles, problems).ReadAll(fields.Node("gateways"));
        return problems.Result(plant);
    }

    /// <summary>The file's nodes; null, and a problem, where it is no YAML that is accepted.</summary>
    internal static PlantNode? Top(string yaml, ProblemList problems)
    {
        try
        {
            var top = new NodeReader(yaml.TrimStart('\uFEFF')).Read();
            if (top is null or TextNode { IsNothing: true })
                problems.Add(1, 1, "", "The file is empty: 'gateways:' and 'profiles:' are expected.");
            return top;
        }
        catch (YamlException error)
        {
            var (line, column) = ((int)Math.Max(1, error.Start.Line), (int)Math.Max(1, error.Start.Column));
            problems.Add(line, column, "", YamlMessage.Of(error));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The YAML library throws more than it declares on some texts; for the user they are all the same.
            problems.Add(1, 1, "", $"The text can't be read as YAML ({error.GetType().Name}).");
        }

        return null;
    }
}
