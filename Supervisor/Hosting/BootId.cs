namespace Understudy.Supervisor.Hosting;

/// <summary>Names this start of this machine.</summary>
public static class BootId
{
    private const string File = "/proc/sys/kernel/random/boot_id";
    private const int Length = 8;

    /// <summary>Where the system tells no boot id, one of this process: then no age is proven to another one.</summary>
    public static string Read()
    {
        try
        {
            return System.IO.File.ReadAllText(File)[..Length];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Guid.NewGuid().ToString("N")[..Length];
        }
    }
}
