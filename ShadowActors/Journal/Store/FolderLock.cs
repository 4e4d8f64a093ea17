using System.Globalization;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>
/// Keeps a data folder for one process. The operating system gives the lock back when the process ends, however it
/// ends. A file system without locks (some network ones) gives no protection.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string LockName = "understudy.lock";
    private const string ProcessName = "understudy.pid";

    private readonly FileStream _lock;

    private FolderLock(FileStream held) => _lock = held;

    /// <exception cref="JournalStoreException">Another process has the folder, or it can't be written.</exception>
    public static FolderLock Take(string folder)
    {
        FileStream held;
        try
        {
            held = new FileStream(
                Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new JournalStoreException(
                $"The data folder {folder} is in use by process {OtherProcess(folder)}.", error);
        }

        File.WriteAllText(
            Path.Combine(folder, ProcessName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new FolderLock(held);
    }

    public void Dispose() => _lock.Dispose();

    private static string OtherProcess(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, ProcessName)).Trim();
        }
        catch (IOException)
        {
            return "(unknown)";
        }
    }
}
