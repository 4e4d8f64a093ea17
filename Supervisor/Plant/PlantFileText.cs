namespace Understudy.Supervisor.Plant;

/// <summary>Reads plant files from disk.</summary>
public static class PlantFileText
{
    /// <exception cref="PlantUnreadableException">It is not there, can't be read or is too large.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellation = default)
    {
        try
        {
            if (new FileInfo(path).Length > PlantLimits.FileBytesMax)
                throw new PlantUnreadableException($"{path}: larger than {PlantLimits.FileBytesMax} bytes.");
            return await File.ReadAllTextAsync(path, cancellation);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PlantUnreadableException($"{path}: there is no such file.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new PlantUnreadableException($"{path}: can't be read ({error.Message})", error);
        }
    }
}
