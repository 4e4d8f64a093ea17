using System.Collections.Immutable;
using Understudy.ShadowActors.Serialization;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>
/// The kinds of events by which failures and modes are found. They are few, and have an index of their own, so that
/// finding them reads nothing else and recording the others costs nothing more. Another list needs another name of the
/// index: one that is there already stays as it is.
/// </summary>
internal static class JournalKinds
{
    public const string IndexName = "journal_kinds";

    /// <summary>Without versions.</summary>
    public static readonly ImmutableArray<string> Indexed =
    [
        "claimed", "claim-released", "driver-failed", "driver-opened", "stage-completed", "device-faulted",
        "recovery-completed", "administrative-state-changed",
    ];

    /// <summary>The same for both databases. A statement takes this index where it names one of the manifests as it
    /// stands here.</summary>
    public static string Index => $"""
        CREATE INDEX IF NOT EXISTS {IndexName} ON journal (persistence_id, manifest, sequence_number)
        WHERE {string.Join(" OR ", ManifestsOf(Indexed).Select(Is))};
        """;

    public static bool AreIndexed(ImmutableArray<string> kinds) =>
        !kinds.IsDefaultOrEmpty && kinds.All(kind => Indexed.Contains(kind));

    /// <summary>Those that this version knows.</summary>
    public static IEnumerable<string> ManifestsOf(IEnumerable<string> kinds) =>
        from kind in kinds
        from row in EventManifests.Events
        where row.Manifest.StartsWith($"{kind}.v", StringComparison.Ordinal)
        select row.Manifest;

    /// <summary>As a condition. Manifests are letters, digits, dashes and a dot, so nothing needs to be quoted.
    /// </summary>
    public static string Is(string manifest) => $"manifest = '{manifest}'";
}
