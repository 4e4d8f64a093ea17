namespace Understudy.ShadowActors.Journal.Store;

/// <summary>The data folder, and where the database file is a link also the folder in which it really lies: both are
/// this process's until disposed.</summary>
internal sealed class SqliteHold : IDisposable
{
    private readonly FolderLock _folder;
    private readonly FolderLock? _target;

    private SqliteHold(FolderLock folder, FolderLock? target) => (_folder, _target) = (folder, target);

    /// <exception cref="JournalStoreException">Another process has it, or it can't be written.</exception>
    public static SqliteHold Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var held = FolderLock.Take(folder);
            try
            {
                return new SqliteHold(held, OfTarget(folder));
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new JournalStoreException($"The data folder {folder} can't be used: {error.Message}", error);
        }
    }

    public void Dispose()
    {
        _target?.Dispose();
        _folder.Dispose();
    }

    private static FolderLock? OfTarget(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, JournalStoreOptions.FileName));
        return file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? FolderLock.Take(Path.GetDirectoryName(target.FullName)!)
            : null;
    }
}
