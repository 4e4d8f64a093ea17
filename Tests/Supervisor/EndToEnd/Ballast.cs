namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>What fills a disk.</summary>
internal static class Ballast
{
    /// <summary>Writes the file until nothing more fits on its disk.</summary>
    public static void Fill(string file)
    {
        using var ballast = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true) ballast.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }
}
