using System.Text.RegularExpressions;

namespace Understudy.Tests.Architecture;

/// <summary>What code must not contain, and where.</summary>
public static partial class CodeRules
{
    /// <summary>Characters before a result within which its task is seen to have ended.</summary>
    private const int EndedTaskWithin = 300;

    /// <summary>Work that is left undone is an issue, not a comment.</summary>
    public static IEnumerable<string> Unfinished(SourceFile file) =>
        file.IsCSharp
            ? Found(file, file.Comments, Marker()).Concat(Found(file, file.Code, Stub()))
            : Found(file, file.Text, Marker());

    /// <summary>Decisions are pure: time and identity come in with the command.</summary>
    public static IEnumerable<string> ImpureDomain(SourceFile file) =>
        IsDomain(file) ? Found(file, file.Code, Impure()) : [];

    /// <summary>Decisions know no actors and write no log.</summary>
    public static IEnumerable<string> DomainOfActors(SourceFile file) =>
        IsDomain(file) ? Found(file, file.Code, ActorsOrLog()) : [];

    public static IEnumerable<string> SleepingThread(SourceFile file) =>
        file.IsCSharp ? Found(file, file.Code, Sleep()) : [];

    /// <summary>A turn of an actor never waits for a task. The result of one that has ended is no wait: it is taken in
    /// its continuation, or after it was seen to have succeeded.</summary>
    public static IEnumerable<string> BlockingActor(SourceFile file) =>
        IsOfActors(file)
            ? Blocking().Matches(file.Code)
                .Where(match =>
                    !match.Value.EndsWith("Result", StringComparison.Ordinal) || !IsOfEndedTask(file, match))
                .Select(match => $"{file.At(match.Index)}: {match.Value}")
            : [];

    private static bool IsOfEndedTask(SourceFile file, Match match)
    {
        var before = file.Code[Math.Max(0, match.Index - EndedTaskWithin)..match.Index];
        return before.Contains(".ContinueWith(", StringComparison.Ordinal)
            || before.Contains(".IsCompletedSuccessfully", StringComparison.Ordinal);
    }

    private static bool IsDomain(SourceFile file) =>
        file.IsCSharp && !file.IsTest && file.Folders.Contains("Domain");

    private static bool IsOfActors(SourceFile file) =>
        file.IsCSharp
        && !file.IsTest
        && (file.Folders.Contains("Actors") || file.Folders.Contains("DriverActors") || ActorFile().IsMatch(file.Name));

    private static IEnumerable<string> Found(SourceFile file, string part, Regex banned) =>
        banned.Matches(part).Select(match => $"{file.At(match.Index)}: {match.Value}");

    [GeneratedRegex(@"Actor(\.\w+)?\.cs$")]
    private static partial Regex ActorFile();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b")]
    private static partial Regex Marker();

    [GeneratedRegex(@"\bNotImplementedException\b")]
    private static partial Regex Stub();

    [GeneratedRegex(
        @"\bDateTime(Offset)?\s*\.\s*(UtcNow|Now|Today)\b|\bTimeProvider\s*\.\s*System\b|\bEnvironment\s*\.\s*TickCount"
        + @"|\bGuid\s*\.\s*(NewGuid|CreateVersion7)\b|\bRandom\s*(\(|\.)|\bRandom\s+\w+\s*=\s*new\b"
        + @"|\bRandomNumberGenerator\b|\bStopwatch\b|\bTask\s*\.\s*(Run|Delay)\b|\bThread\s*\.\s*Sleep\b")]
    private static partial Regex Impure();

    [GeneratedRegex(@"\busing\s+(static\s+)?(Akka|Microsoft\.Extensions\.Logging)\b[\w.]*|\bILogger\b|\bConsole\s*\.")]
    private static partial Regex ActorsOrLog();

    [GeneratedRegex(@"\bThread\s*\.\s*Sleep\b")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\.\s*Result\b|\.\s*Wait(All|Any)?\s*\(|\.\s*GetAwaiter\s*\(\s*\)\s*\.\s*GetResult\b")]
    private static partial Regex Blocking();
}
