using System.Collections.Concurrent;
using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Actors;

/// <summary>
/// When each device of a gateway was last heard while it was served, on the uptime clock. Written by the shadows, read
/// by the gateway when it proves its claim; a message for each reading would cost more than the reading.
/// </summary>
public sealed class ContactBoard
{
    private readonly ConcurrentDictionary<DeviceId, TimeSpan> _contacts = new();

    /// <summary>A contact is never taken back: an earlier one changes nothing.</summary>
    public void Set(DeviceId device, TimeSpan at) =>
        _contacts.AddOrUpdate(device, at, (_, known) => known < at ? at : known);

    public TimeSpan? Find(DeviceId device) => _contacts.TryGetValue(device, out var at) ? at : null;

    public void Forget(DeviceId device) => _contacts.TryRemove(device, out _);

    /// <summary>How long ago, in milliseconds, by the device's id.</summary>
    public ImmutableSortedDictionary<string, long> AgesMs(TimeSpan now) => _contacts.ToImmutableSortedDictionary(
        pair => pair.Key.ToString(), pair => (long)(now - pair.Value).TotalMilliseconds, StringComparer.Ordinal);
}
