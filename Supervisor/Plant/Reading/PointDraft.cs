using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>A point of a profile, whose scan class gets a period only on a gateway.</summary>
/// <param name="Key">Where it is declared.</param>
/// <param name="ScanClass">Null if it has no scan class; then <paramref name="Spec"/> is final.</param>
/// <param name="HasStaleAfter">Whether <c>staleAfter</c> was given and so does not follow the period.</param>
/// <param name="After">The places of what it is restored after.</param>
/// <param name="Own">Its keys as the file has them, without the defaults of its profile or device.</param>
internal sealed record PointDraft(
    PointSpec Spec, TextNode Key, TextNode? ScanClass, bool HasStaleAfter, IReadOnlyList<TextNode> After, MapNode Own)
{
    /// <summary>The places of its former ids.</summary>
    public IReadOnlyList<TextNode> Was { get; init; } = [];

    public bool IsScanned => ScanClass is not null || Spec.ScanPeriod is not null;

    /// <summary>What the point says itself comes before what its scan class says.</summary>
    public PointSpec Scanned(TimeSpan period, Keeping keeping) => Spec with
    {
        ScanPeriod = period,
        StaleAfter = HasStaleAfter ? Spec.StaleAfter : StaleAfter(period),
        Record = Spec.Record ?? keeping.Record,
        Deadband = Spec.Deadband ?? (Spec.IsNumber ? keeping.Deadband : null),
        RecordAtLeast = Spec.RecordAtLeast ?? keeping.RecordAtLeast,
    };

    public static TimeSpan StaleAfter(TimeSpan? period) => period * 3 ?? PointSpec.DefaultStaleAfter;
}
