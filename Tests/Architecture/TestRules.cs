using System.Text.RegularExpressions;

namespace Understudy.Tests.Architecture;

/// <summary>How tests are named, and that all of them run.</summary>
public static partial class TestRules
{
    public static IEnumerable<string> MisnamedTestClass(SourceFile file)
    {
        if (!file.IsTest || !file.IsCSharp) yield break;
        var classes = DeclaredClass().Matches(file.Code);
        var owners = TestMethod().Matches(file.Code)
            .Select(method => classes.LastOrDefault(type => type.Index < method.Index)?.Groups["name"].Value)
            .Distinct();
        foreach (var owner in owners.Where(owner => owner is null || !SubjectTests().IsMatch(owner)))
        {
            yield return $"{file.Path}: tests in {owner ?? "no class"}";
        }
    }

    /// <summary>A peer that is missing fails the run: a test left out in silence proves nothing.</summary>
    public static IEnumerable<string> SkippedTest(SourceFile file) =>
        file.IsTest && file.IsCSharp
            ? SkipOf().Matches(file.Code).Select(match => $"{file.At(match.Index)}: {match.Value.Trim()}")
            : [];

    [GeneratedRegex(@"\bclass\s+(?<name>\w+)")]
    private static partial Regex DeclaredClass();

    [GeneratedRegex(@"\[\s*(Fact|Theory)\b")]
    private static partial Regex TestMethod();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(Tests|Spec)$")]
    private static partial Regex SubjectTests();

    [GeneratedRegex(@"\[[^\]]*\b(Skip(When|Unless)?|Explicit)\s*=|\bAssert\s*\.\s*Skip(When|Unless)?\s*\(")]
    private static partial Regex SkipOf();
}
