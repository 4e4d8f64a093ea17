using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Hosting;

/// <summary>The plant file that a node was given, read and found valid; both null where it was given none.</summary>
public sealed record PlantSource(string? FileName, string? Text)
{
    private const int ProblemsShownMax = 20;

    /// <exception cref="StartFailedException">It can't be read, or has problems.</exception>
    public static async Task<PlantSource> ReadAsync(string? file)
    {
        if (file is null) return new PlantSource(null, null);
        string text;
        try
        {
            if (new FileInfo(file).Length > PlantLimits.FileBytesMax)
                throw new StartFailedException(ExitCode.WrongInput, $"The plant file {file} is too large.");
            text = await File.ReadAllTextAsync(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartFailedException(
                ExitCode.WrongInput, $"The plant file {file} can't be read: {error.Message}", error);
        }

        var parsed = PlantFile.Parse(text, file);
        return parsed.IsValid
            ? new PlantSource(Path.GetFileName(file), text)
            : throw new StartFailedException(
                ExitCode.WrongInput, string.Join(Environment.NewLine, parsed.Lines().Take(ProblemsShownMax)));
    }
}
