using System.Text.RegularExpressions;

namespace Understudy.Tests.Architecture;

/// <summary>Names that say nothing, and namespaces that are not the folder.</summary>
public static partial class NameRules
{
    private static readonly string[] FilesWithoutNamespace = ["Program.cs", "AssemblyInfo.cs", "GlobalUsings.cs"];

    /// <summary>The shadow manager is a word of <c>docs/architecture.md</c>; no other manager is.</summary>
    public static IEnumerable<string> EmptyName(SourceFile file)
    {
        if (!file.IsCSharp && !file.IsRazor) yield break;
        var stem = file.Name[..file.Name.LastIndexOf('.')];
        if (SaysNothing(stem)) yield return $"{file.Path}: the file is named {stem}";
        if (!file.IsCSharp) yield break;
        foreach (var type in DeclaredType().Matches(file.Code).Where(type => SaysNothing(type.Groups["name"].Value)))
        {
            yield return $"{file.At(type.Index)}: a type is named {type.Groups["name"].Value}";
        }
    }

    public static IEnumerable<string> ForeignNamespace(SourceFile file)
    {
        if (!file.IsCSharp || file.Folders.Count == 0) yield break;
        var wanted = $"Understudy.{string.Join('.', file.Folders)}";
        var found = DeclaredNamespace().Matches(file.Code);
        if (found.Count == 0 && !FilesWithoutNamespace.Contains(file.Name) && DeclaredType().IsMatch(file.Code))
        {
            yield return $"{file.Path}: no namespace, not {wanted}";
        }

        foreach (var match in found.Where(match => match.Groups["name"].Value != wanted))
        {
            yield return $"{file.At(match.Index)}: namespace {match.Groups["name"].Value}, not {wanted}";
        }
    }

    private static bool SaysNothing(string name) => EmptyWord().IsMatch(name.Replace("ShadowManager", ""));

    [GeneratedRegex("Manager|Helper|Util(s|ity|ities)?(?![a-z])")]
    private static partial Regex EmptyWord();

    [GeneratedRegex(@"\b(class|record(\s+(struct|class))?|struct|interface|enum)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex DeclaredType();

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex DeclaredNamespace();
}
