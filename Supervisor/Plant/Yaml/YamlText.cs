using System.Text;
using YamlDotNet.Core;

namespace Understudy.Supervisor.Plant.Yaml;

/// <summary>Reads a whole text as YAML.</summary>
internal static class YamlText
{
    /// <summary>Its top node. Never throws; null or a node, there are problems where it can't be used.</summary>
    /// <param name="expected">What an empty file should have: the rest of a sentence.</param>
    public static PlantNode? Top(string yaml, ProblemList problems, string expected)
    {
        if (Encoding.UTF8.GetByteCount(yaml) > PlantLimits.FileBytesMax)
        {
            problems.Add(1, 1, "", $"The file is larger than {PlantLimits.FileBytesMax / (1024 * 1024)} MiB.");
            return null;
        }

        TabIndentation.Check(yaml, problems);
        return problems.Count > 0 ? null : Read(yaml, problems, expected);
    }

    private static PlantNode? Read(string yaml, ProblemList problems, string expected)
    {
        try
        {
            var top = new NodeReader(yaml.TrimStart('\uFEFF')).Read();
            if (top is null or TextNode { IsNothing: true })
                problems.Add(1, 1, "", $"The file is empty: {expected}.");
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
