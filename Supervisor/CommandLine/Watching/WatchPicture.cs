using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Supervisor.CommandLine.Watching;

/// <summary>What was told so far of each device, the newest of each point.</summary>
public sealed class WatchPicture
{
    private readonly SortedDictionary<string, WatchedDevice> _devices = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, WatchedDevice> Devices => _devices;

    /// <param name="at">On a monotonic clock.</param>
    public void Take(string name, ApiEvent told, TimeSpan at)
    {
        switch (name)
        {
            case "point": Of(told.Device).Points[told.Point ?? ""] = (told.Reading(), at); break;
            case "mode": (Of(told.Device).Mode, Of(told.Device).Cause) = (told.Mode, told.Cause); break;
            case "removed" when told.Points is { } points:
                foreach (var point in points) Of(told.Device).Points.Remove(point);
                break;
            case "removed": _devices.Remove(told.Device); break;
        }
    }

    /// <summary>The node has gone: nothing is known any more, least of all that something is Good.</summary>
    public void Lost()
    {
        foreach (var device in _devices.Values)
        {
            device.Mode = null;
            foreach (var (point, (reading, at)) in device.Points.ToList())
                device.Points[point] = (reading with { Quality = "unknown", Status = null }, at);
        }
    }

    /// <summary>A new picture comes: what it does not show is gone.</summary>
    public void Clear() => _devices.Clear();

    private WatchedDevice Of(string device)
    {
        if (!_devices.TryGetValue(device, out var watched)) _devices[device] = watched = new WatchedDevice();
        return watched;
    }
}
