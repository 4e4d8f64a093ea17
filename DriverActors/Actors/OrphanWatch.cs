using Understudy.Hardware.Model;

namespace Understudy.DriverActors.Actors;

/// <summary>
/// Counts what ended incarnations left running, per device and over the node: tasks that can't be stopped and may hold
/// a thread. One per node, shared by its driver actors. Safe for several threads.
/// </summary>
public sealed class OrphanWatch
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DeviceId, int> _countByDevice = [];
    private int _total;

    /// <summary>Orphans of all devices.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>Orphans of one device.</summary>
    public int Count(DeviceId device)
    {
        lock (_lock) return _countByDevice.GetValueOrDefault(device);
    }

    /// <summary>Counts a task until it ends.</summary>
    public void Add(DeviceId device, Task orphan)
    {
        Change(device, 1);
        _ = orphan.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                Change(device, -1);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Why the device must not be opened, in words; null if it may.</summary>
    public string? Refusal(DeviceId device, DriverActorOptions options)
    {
        lock (_lock)
        {
            var own = _countByDevice.GetValueOrDefault(device);
            if (own >= options.OrphansPerDeviceMax)
                return $"{own} tasks of ended incarnations of this device still run "
                    + $"(bound {options.OrphansPerDeviceMax})";
            return _total >= options.OrphansPerNodeMax
                ? $"{_total} tasks of ended incarnations on this node still run (bound {options.OrphansPerNodeMax})"
                : null;
        }
    }

    private void Change(DeviceId device, int by)
    {
        lock (_lock)
        {
            _total += by;
            var count = _countByDevice.GetValueOrDefault(device) + by;
            if (count == 0) _countByDevice.Remove(device);
            else _countByDevice[device] = count;
        }
    }
}
