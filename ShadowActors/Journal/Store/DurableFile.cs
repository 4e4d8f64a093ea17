using System.Runtime.InteropServices;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>Files that are still there after a power cut. fsync(2) of a folder makes the names in it durable; where
/// the system knows no such call, the file system is trusted with them.</summary>
internal static partial class DurableFile
{
    /// <summary>Gives a file that is written and closed its name.</summary>
    /// <param name="isReplaced">A file that has the name already goes; else it is an error.</param>
    /// <param name="sync">Makes the names in a folder durable; null: as the system does.</param>
    /// <exception cref="IOException">The name is taken, or the disk fails.</exception>
    public static void Name(string written, string name, bool isReplaced = false, Action<string>? sync = null)
    {
        using (var file = new FileStream(written, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
        File.Move(written, name, overwrite: isReplaced);
        (sync ?? SyncFolder)(Path.GetDirectoryName(Path.GetFullPath(name))!);
    }

    /// <summary>Makes a folder, and those above it, where there is none.</summary>
    /// <param name="sync">As above.</param>
    /// <exception cref="IOException">It can't be made, or the disk fails.</exception>
    public static void MakeFolder(string folder, Action<string>? sync = null)
    {
        var made = new Stack<string>();
        for (var each = Path.GetFullPath(folder); each is not null && !Directory.Exists(each);)
        {
            made.Push(each);
            each = Path.GetDirectoryName(each);
        }

        Directory.CreateDirectory(folder);
        foreach (var each in made)
            if (Path.GetDirectoryName(each) is { } parent)
                (sync ?? SyncFolder)(parent);
    }

    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(folder, flags: 0);
        if (handle < 0) throw new IOException($"{folder} can't be opened: error {Marshal.GetLastPInvokeError()}.");
        try
        {
            if (FSync(handle) != 0)
                throw new IOException($"{folder} can't be made durable: error {Marshal.GetLastPInvokeError()}.");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
