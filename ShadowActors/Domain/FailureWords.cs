using Understudy.DriverActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>Why a driver ended, for people: an end that somebody chose is not called a failure.</summary>
public static class FailureWords
{
    private const string PlannedStart = "planned: ";

    public static string Of(FailureKind kind, string message) =>
        kind == FailureKind.Planned ? PlannedStart + message : $"{kind}: {message}";

    /// <summary>These are the words of an end that somebody chose.</summary>
    public static bool IsPlanned(string? words) => words?.StartsWith(PlannedStart, StringComparison.Ordinal) == true;
}
