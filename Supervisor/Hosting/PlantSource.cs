using Understudy.Supervisor.CommandLine;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Hosting;

/// <summary>The plant file that a node was given, read and found valid, or as good as one that is recorded may be; both
/// null where it was given none.</summary>
public sealed record PlantSource(string? FileName, string? Text)
{
    private const int ProblemsShownMax = 20;

    /// <exception cref="StartFailedException">It can't be read, or has problems.</exception>
    public static async Task<PlantSource> ReadAsync(string? file, TimeSpan? ttlMax = null)
    {
        if (file is null) return new PlantSource(null, null);
        string text;
        try
        {
            text = await PlantFileText.ReadAsync(file);
        }
        catch (PlantUnreadableException error)
        {
            throw new StartFailedException(CommandExit.BadInput, error.Message, error);
        }

        // Whether it is the recorded one shows only when the journal is read; the manager refuses it if it is not.
        var parsed = PlantFile.ParseRecorded(text, file, ttlMax);
        return parsed.IsValid
            ? new PlantSource(Path.GetFileName(file), text)
            : throw new StartFailedException(
                CommandExit.BadInput, string.Join(Environment.NewLine, parsed.Lines().Take(ProblemsShownMax)));
    }
}
