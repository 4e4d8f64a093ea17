using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Understudy.Tests.Architecture;

/// <summary>Each project knows only those before it, and the lowest knows no actors.</summary>
public static partial class ProjectRules
{
    /// <summary>From the lowest to the highest.</summary>
    public static IReadOnlyList<string> Layers { get; } = ["Hardware", "DriverActors", "ShadowActors", "Supervisor"];

    public static IEnumerable<string> UpwardReference(SourceFile project)
    {
        var stem = Stem(project.Path);
        var own = Index(stem);
        if (own < 0) yield break;
        foreach (var other in Included(project, "ProjectReference").Select(Stem))
        {
            if (Index(other) is var index && (index < 0 || index >= own)) yield return $"{stem} references {other}";
        }
    }

    public static IEnumerable<string> UpwardAssembly(string layer, IEnumerable<string> referenced) =>
        from name in referenced
        let other = Layers.FirstOrDefault(known => AssemblyOf(known) == name)
        where other is not null && Index(other) > Index(layer)
        select $"{layer} uses {name}";

    public static IEnumerable<string> ActorsInHardware(SourceFile project) =>
        Stem(project.Path) == Layers[0]
            ? Included(project, "PackageReference").Where(IsAkka).Select(package => $"{Layers[0]} references {package}")
            : [];

    public static IEnumerable<string> VersionOutsideOfTheCentralFile(SourceFile project) =>
        VersionAttribute().Matches(project.Text).Select(match => $"{project.At(match.Index)}: {match.Value}");

    public static string AssemblyOf(string layer) => layer == Layers[^1] ? "understudy" : $"Understudy.{layer}";

    public static bool IsAkka(string name) => name == "Akka" || name.StartsWith("Akka.", StringComparison.Ordinal);

    private static int Index(string layer) => Layers.ToList().IndexOf(layer);

    private static string Stem(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));

    private static IEnumerable<string> Included(SourceFile project, string element) =>
        XDocument.Parse(project.Text).Descendants(element).Select(item => (string?)item.Attribute("Include") ?? "");

    [GeneratedRegex(@"<PackageReference\b[^>]*\bVersion(Override)?\s*=")]
    private static partial Regex VersionAttribute();
}
