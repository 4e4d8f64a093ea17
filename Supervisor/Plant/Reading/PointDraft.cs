using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>A point of a profile, whose scan class gets a period only on a gateway.</summary>
/// <param name="Key">Where it is declared.</param>
/// <param name="ScanClass">Null if it has no scan class; then <paramref name="Spec"/> is final.</param>
/// <param name="HasStaleAfter">Whether <c>staleAfter</c> was given and so does not follow the period.</param>
internal sealed record PointDraft(PointSpec Spec, TextNode Key, TextNode? ScanClass, bool HasStaleAfter)
{
    public PointSpec Scanned(TimeSpan period) => Spec with
    {
        ScanPeriod = period,
        StaleAfter = HasStaleAfter ? Spec.StaleAfter : StaleAfter(period),
    };

    public static TimeSpan StaleAfter(TimeSpan? period) => period * 3 ?? PointSpec.DefaultStaleAfter;
}
