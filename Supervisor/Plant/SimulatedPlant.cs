using System.Diagnostics;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant;

/// <summary>
/// The built-in plant of a node that was given no plant file: every link is of the kind
/// <see cref="PlantLink.Simulator"/>.
/// </summary>
public static class SimulatedPlant
{
    public const string FileName = "simulated.yaml";

    /// <summary>The plant file's text, a good start for one's own.</summary>
    public static string Text()
    {
        using var stream = typeof(SimulatedPlant).Assembly.GetManifestResourceStream(FileName)
            ?? throw new UnreachableException($"{FileName} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static PlantSpec Load()
    {
        var result = PlantFile.Parse(Text(), FileName);
        return result.Plant ?? throw new UnreachableException(string.Join(Environment.NewLine, result.Lines()));
    }
}
