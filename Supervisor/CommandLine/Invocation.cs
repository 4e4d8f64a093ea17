namespace Understudy.Supervisor.CommandLine;

/// <summary>How a person must spell our commands to run them as this process was run.</summary>
public static class Invocation
{
    public const string Installed = "understudy";

    public static string OfProcess() => Of(AppContext.BaseDirectory);

    /// <summary>A build folder below a project says that <c>dotnet run</c> started it.</summary>
    public static string Of(string programFolder) =>
        FindProject(programFolder) is { } project ? $"dotnet run --project {project} --" : Installed;

    private static string? FindProject(string programFolder)
    {
        var folder = new DirectoryInfo(programFolder);
        while (folder is not null && folder.Name != "bin") folder = folder.Parent;
        return folder?.Parent is { } project && project.EnumerateFiles("*.csproj").Any() ? project.Name : null;
    }
}
