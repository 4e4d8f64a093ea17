namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>Reads plant files from disk.</summary>
public static class PlantText
{
    public static async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellation);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailedException(CommandExit.BadInput, $"{path}: there is no such file.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailedException(CommandExit.BadInput, $"{path}: can't be read ({error.Message})", error);
        }
    }
}
