namespace Understudy.Tests.Supervisor.Plant;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
internal static class RepositoryFile
{
    public static string PathOf(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Understudy.slnx")))
            folder = folder.Parent;
        Assert.NotNull(folder);
        return Path.Combine([folder.FullName, .. parts]);
    }

    public static string Text(params string[] parts) => File.ReadAllText(PathOf(parts));
}
