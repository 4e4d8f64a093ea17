namespace Understudy.Tests.Architecture;

/// <summary>The files of the checkout that the running tests were built from.</summary>
public static class Repository
{
    private static readonly string[] Extensions =
        [".cs", ".razor", ".csproj", ".props", ".slnx", ".conf", ".yaml", ".yml", ".sh", ".json", ".css", ".js"];

    private static readonly string[] Strangers = ["bin", "obj", "node_modules", "TestResults", "understudy-data"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static IReadOnlyList<SourceFile> Files { get; } = [.. Read(new DirectoryInfo(Root))];

    public static IEnumerable<SourceFile> CSharp => Files.Where(file => file.IsCSharp);

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Understudy.slnx"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No Understudy.slnx above {start}.");
    }

    private static IEnumerable<SourceFile> Read(DirectoryInfo folder)
    {
        var files = folder.EnumerateFiles()
            .Where(file => Extensions.Contains(file.Extension))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => new SourceFile(PathOf(file), File.ReadAllText(file.FullName)));
        var below = folder.EnumerateDirectories()
            .Where(child => !Strangers.Contains(child.Name) && !child.Name.StartsWith('.'))
            .OrderBy(child => child.Name, StringComparer.Ordinal)
            .SelectMany(Read);
        return files.Concat(below);
    }

    private static string PathOf(FileInfo file) =>
        Path.GetRelativePath(Root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
}
