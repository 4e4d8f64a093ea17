namespace Understudy.Supervisor.CommandLine;

/// <summary>Where a command's text goes: a file or the terminal.</summary>
public static class OutputFile
{
    /// <summary>A file that is there already stays as it is.</summary>
    /// <param name="path">Null: the terminal.</param>
    /// <param name="text">With a line feed at its end.</param>
    /// <exception cref="CommandFailedException">The file can't be written.</exception>
    public static async Task WriteAsync(
        Terminal terminal, string? path, string text, bool isReplaced, CancellationToken cancellation)
    {
        if (path is null)
        {
            foreach (var line in text.TrimEnd('\n').Split('\n')) terminal.Raw(line);
            return;
        }

        try
        {
            await using var stream = new FileStream(path, isReplaced ? FileMode.Create : FileMode.CreateNew);
            await using var writer = new StreamWriter(stream);
            await writer.WriteAsync(text.AsMemory(), cancellation);
        }
        catch (IOException) when (!isReplaced && File.Exists(path))
        {
            throw new CommandFailedException(
                CommandExit.BadInput, $"{path} is there already: choose another file, or --force to replace it.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailedException(CommandExit.Failed, $"{path} can't be written: {error.Message}", error);
        }
    }
}
