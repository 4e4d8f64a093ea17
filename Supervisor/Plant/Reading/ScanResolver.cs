using System.Collections.Immutable;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>
/// Gives a profile's points the periods of a gateway's scan classes. Devices with the same profile and the same periods
/// share one array of points.
/// </summary>
internal sealed class ScanResolver(ProblemList problems)
{
    private readonly Dictionary<(string Profile, string Signature), ImmutableArray<PointSpec>> _resolved = [];

    public ImmutableArray<PointSpec> Points(ProfileDraft profile, string gateway, ScanClasses classes)
    {
        var key = (profile.Name, classes.Signature);
        if (!_resolved.TryGetValue(key, out var points))
            _resolved[key] = points = [.. profile.Points.Select(point => Resolved(point, gateway, classes))];
        return points;
    }

    /// <summary>The points of one device that differ from its profile's.</summary>
    public ImmutableArray<PointSpec> Points(IReadOnlyList<PointDraft> own, string gateway, ScanClasses classes) =>
        [.. own.Select(point => Resolved(point, gateway, classes))];

    private PointSpec Resolved(PointDraft point, string gateway, ScanClasses classes)
    {
        if (point.ScanClass is not { } name) return point.Spec;
        if (classes.TryGet(name.Text, out var found))
            return found.Period is { } period ? point.Scanned(period, found.Keeping) : point.Spec;
        problems.Add(name, $"'{name.Shown}' is no scan class of the gateway '{gateway}', which has a device with this "
            + $"profile: {Spelling.Hint(name.Text, classes.Names)}");
        return point.Spec;
    }
}
