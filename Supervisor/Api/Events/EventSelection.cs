using System.Diagnostics.CodeAnalysis;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.Api.Events;

/// <summary>Which devices and points a client wants to hear of: those it names, or all that are declared.</summary>
public sealed class EventSelection
{
    // The points wanted of a device; null: all. The whole is null where nothing was named.
    private readonly Dictionary<DeviceId, HashSet<PointId>?>? _named;

    private EventSelection(Dictionary<DeviceId, HashSet<PointId>?>? named) => _named = named;

    public static EventSelection All { get; } = new(null);

    /// <summary>Names that are not declared are problems: a stream that could only stay silent is none.</summary>
    /// <param name="devices"><c>gateway/device</c>: all its points.</param>
    /// <param name="points"><c>gateway/device/point</c>.</param>
    public static bool TryRead(
        IReadOnlyCollection<string> devices,
        IReadOnlyCollection<string> points,
        DeclaredPlant plant,
        [NotNullWhen(true)] out EventSelection? selection,
        [NotNullWhen(false)] out ProblemResult? problem)
    {
        selection = null;
        problem = devices.Count + points.Count > ApiLimits.EventNamesMax
            ? ProblemKind.BadRequest.Result(
                $"device, point: at most {ApiLimits.EventNamesMax} are named; name none for all devices.")
            : null;
        var named = new Dictionary<DeviceId, HashSet<PointId>?>();
        foreach (var text in devices) problem ??= AddDevice(text, plant, named);
        foreach (var text in points) problem ??= AddPoint(text, plant, named);
        if (problem is not null) return false;
        selection = named.Count == 0 ? All : new EventSelection(named);
        var wanted = selection.PointsOf(plant);
        if (wanted <= ApiLimits.EventPointsMax) return true;
        problem = ProblemKind.BadRequest.Result(
            $"{wanted} points are more than the {ApiLimits.EventPointsMax} of one stream: name devices or points.");
        return false;
    }

    public bool Wants(DeviceId device, PointId point) =>
        _named is null || (_named.TryGetValue(device, out var points) && points?.Contains(point) != false);

    /// <summary>A gateway's own alarms are for those who want a device of it.</summary>
    public bool Wants(AlarmView alarm) => _named is null
        || (alarm.Device is { } device
            ? _named.TryGetValue(device, out var points)
                && (points is null || alarm.Point is null || points.Contains(alarm.Point))
            : _named.Keys.Any(named => named.Gateway == alarm.Gateway));

    public IEnumerable<DeviceSpec> DevicesOf(DeclaredPlant plant) => _named is null
        ? plant.Spec.Gateways.SelectMany(gateway => gateway.Devices)
        : _named.Keys.Select(plant.Device).OfType<DeviceSpec>();

    /// <summary>How many points that are.</summary>
    public int PointsOf(DeclaredPlant plant) =>
        DevicesOf(plant).Sum(device => device.Points.Count(point => Wants(device.Id, point.Id)));

    private static ProblemResult? AddDevice(
        string text, DeclaredPlant plant, Dictionary<DeviceId, HashSet<PointId>?> named)
    {
        if (!DeviceId.TryParse(text, out var device))
            return ProblemKind.BadRequest.Result($"device: '{text}' is not gateway/device.");
        if (plant.Device(device) is null) return Unknown(device);
        named[device] = null;
        return null;
    }

    private static ProblemResult? AddPoint(
        string text, DeclaredPlant plant, Dictionary<DeviceId, HashSet<PointId>?> named)
    {
        var end = text.LastIndexOf('/');
        if (end < 0 || !DeviceId.TryParse(text[..end], out var device))
            return ProblemKind.BadRequest.Result($"point: '{text}' is not gateway/device/point.");
        if (plant.Device(device) is not { } spec) return Unknown(device);
        var name = text[(end + 1)..];
        if (!Name.IsValid(name) || spec.Point(new PointId(name)) is null)
            return ProblemKind.UnknownPoint.Result($"'{device}' has no point '{name}'.");
        if (!named.TryGetValue(device, out var points)) named[device] = points = [];
        points?.Add(new PointId(name));
        return null;
    }

    private static ProblemResult Unknown(DeviceId device) =>
        RefusalProblems.Of(RefusalKind.UnknownDevice).Result($"No device '{device}' is declared.");
}
