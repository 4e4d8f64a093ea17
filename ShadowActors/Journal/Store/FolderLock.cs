using System.Globalization;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>
/// Keeps a data folder for one process, by whatever path it is reached. The operating system gives the lock back when
/// the process ends, however it ends. A file system without locks (some network ones) gives no protection.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    public const string LockName = "understudy.lock";
    public const string ProcessName = "understudy.pid";

    // EWOULDBLOCK of Linux and of the BSDs, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _lock;

    private FolderLock(FileStream held) => _lock = held;

    /// <exception cref="JournalStoreException">Another process has the folder.</exception>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static FolderLock Take(string folder)
    {
        FileStream held;
        try
        {
            held = new FileStream(
                Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (HeldByAnother.Contains(error.HResult))
        {
            throw new JournalStoreException(
                $"The data folder {folder} is in use by process {OtherProcess(folder)}.", error);
        }

        try
        {
            File.WriteAllText(Path.Combine(folder, ProcessName), ThisProcess());
            return new FolderLock(held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static string ThisProcess() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessId} on {Environment.MachineName}, since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss}Z");

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
