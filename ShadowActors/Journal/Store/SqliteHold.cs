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
            DurableFile.MakeFolder(folder);
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
        if (file.LinkTarget is null || file.ResolveLinkTarget(returnFinalTarget: true) is not { } target) return null;
        var other = RealPath(Path.GetDirectoryName(target.FullName)!);
        return other == RealPath(folder) ? null : FolderLock.Take(other);
    }

    /// <summary>The same for each way to a folder.</summary>
    private static string RealPath(string folder)
    {
        var full = Path.GetFullPath(folder);
        var path = Path.GetPathRoot(full)!;
        var names = full[path.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            path = Path.Combine(path, name);
            if (Directory.ResolveLinkTarget(path, returnFinalTarget: true) is { } target)
                path = RealPath(target.FullName);
        }

        return path;
    }
}
