using System.Collections.Concurrent;
using Understudy.Hardware.Model;

namespace Understudy.Supervisor.Devices;

/// <summary>Which device the newest requests through this node were for. Only a short cut: who is not in it asks every
/// device.</summary>
public sealed class RequestIndex
{
    public const int RequestsMax = 10_000;

    private readonly ConcurrentDictionary<RequestId, DeviceId> _deviceOf = new();
    private readonly ConcurrentQueue<RequestId> _oldestFirst = new();

    public void Note(RequestId request, DeviceId device)
    {
        if (!_deviceOf.TryAdd(request, device))
        {
            // The same key for another device: neither is the one meant for certain.
            if (_deviceOf.TryGetValue(request, out var other) && other != device) _deviceOf.TryRemove(request, out _);
            return;
        }

        _oldestFirst.Enqueue(request);
        while (_oldestFirst.Count > RequestsMax && _oldestFirst.TryDequeue(out var oldest))
            _deviceOf.TryRemove(oldest, out _);
    }

    public DeviceId? DeviceOf(RequestId request) => _deviceOf.GetValueOrDefault(request);
}
