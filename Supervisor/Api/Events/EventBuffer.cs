using System.Diagnostics.CodeAnalysis;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;

namespace Understudy.Supervisor.Api.Events;

/// <summary>
/// What one client is still to be told. Of each point it keeps the newest reading only, and tells it at most once in a
/// period, so that a slow reader gets fewer events and costs no more. A worse quality than the one told does not wait
/// for the period. Changes of mode are told at once, each of them unless the reader is far behind. No clock and no
/// chance: the same calls give the same events.
/// </summary>
public sealed class EventBuffer(EventSelection selection, TimeSpan period)
{
    /// <summary>Changes of a device's mode that wait for a slow reader. One more, and the oldest is left out and
    /// counted.</summary>
    public const int ModesWaitingMax = 16;

    private readonly Dictionary<DeviceId, DeviceTrack> _devices = [];
    private readonly PriorityQueue<EventTrack, (TimeSpan At, long Order)> _due = new();
    private readonly AlarmTrack _alarms = new();
    private long _order;

    /// <summary>The reader is so far behind that what it must know does not fit any more.</summary>
    public bool IsOverrun { get; private set; }

    /// <summary>When the next event may be told; null: there is none.</summary>
    public TimeSpan? NextDue => TryPeek(out _, out var due) ? due : null;

    /// <summary>A shadow told of its device: all of it, or what has changed.</summary>
    public void Seen(ShadowSubscriptions.Seen seen, TimeSpan now)
    {
        var device = DeviceOf(seen.Device);
        if (seen.Lease is not null) Compare(device, seen, now);
        else Remove(device, [.. seen.Gone.Where(device.Points.ContainsKey)], now);
        if (device.IsServedAnew(seen.Mode, seen.Incarnation.Number, seen.Cause))
            Tell(device, new ModeEventBody(seen.Device, seen.Mode, seen.Incarnation.Number, seen.Cause, 0), now);
        foreach (var reading in seen.Readings) Put(device, reading, now);
    }

    /// <summary>The device's shadow has gone: what it told is not Good any more.</summary>
    public void Away(DeviceId id, string cause, TimeSpan now)
    {
        var device = DeviceOf(id);
        if (device.IsServedAnew(null, null, cause)) Tell(device, new ModeEventBody(id, null, null, cause, 0), now);
        foreach (var point in device.Points.Values)
        {
            if (point.Newest is not { Status.Quality: not Quality.Bad } newest) continue;
            Put(device, newest with
            {
                Status = StatusCode.UncertainLastUsableValue,
                Age = newest.Age + (now - point.NewestAt),
                ServedBy = ServedBy.ShadowRespond,
            }, now);
        }
    }

    /// <summary>The device's shadow stays away: nothing is known of the device.</summary>
    public void GiveUp(DeviceSpec spec, string cause, TimeSpan now)
    {
        Away(spec.Id, cause, now);
        var device = DeviceOf(spec.Id);
        foreach (var point in spec.Points)
        {
            Put(device, new ServedReading(
                point.Id, null, point.Unit, StatusCode.BadNoCommunication, null, null, ServedBy.ShadowRespond), now);
        }
    }

    /// <summary>The device is declared no more.</summary>
    public void Removed(DeviceId id, TimeSpan now)
    {
        var device = DeviceOf(id);
        foreach (var point in device.Points.Values) point.Forget();
        Tell(device, new RemovedEventBody(id, null, "the device is declared no more"), now);
        _devices.Remove(id);
    }

    /// <summary>Something happened to an alarm.</summary>
    public void Alarmed(AlarmTold told, TimeSpan now)
    {
        if (!selection.Wants(told.Alarm)) return;
        _alarms.Add(new AlarmEventBody(told.Alarm.Device, told.Act, told.At, AlarmBody.Of(told.Alarm), 0));
        if (_alarms.Due is null) Enqueue(_alarms, now);
    }

    /// <summary>What may be told now, the longest due first.</summary>
    public List<EventBody> Take(TimeSpan now, int max)
    {
        var events = new List<EventBody>();
        while (events.Count < max && TryPeek(out var track, out var due) && due <= now)
        {
            _due.Dequeue();
            track.Take(events, now);
        }

        return events;
    }

    private DeviceTrack DeviceOf(DeviceId id)
    {
        if (!_devices.TryGetValue(id, out var device)) _devices[id] = device = new DeviceTrack(id);
        return device;
    }

    /// <summary>Points that a whole picture does not show are declared no more.</summary>
    private void Compare(DeviceTrack device, ShadowSubscriptions.Seen seen, TimeSpan now)
    {
        var shown = seen.Readings.Select(reading => reading.Point).ToHashSet();
        Remove(device, [.. device.Points.Keys.Where(point => !shown.Contains(point))], now);
    }

    private void Remove(DeviceTrack device, IReadOnlyList<PointId> gone, TimeSpan now)
    {
        if (gone.Count == 0) return;
        foreach (var point in gone)
        {
            device.Points[point].Forget();
            device.Points.Remove(point);
        }

        Tell(device, new RemovedEventBody(
            device.Id, [.. gone.Select(point => point.Value)], "the points are declared no more"), now);
    }

    private void Tell(DeviceTrack device, EventBody body, TimeSpan now)
    {
        if (!device.Add(body)) IsOverrun = true;
        if (device.Due is null) Enqueue(device, now);
    }

    private void Put(DeviceTrack device, ServedReading reading, TimeSpan now)
    {
        var id = reading.Point;
        if (!device.Points.TryGetValue(id, out var point))
        {
            if (!selection.Wants(device.Id, id)) return;
            device.Points[id] = point = new PointTrack(device.Id);
        }

        if (!point.Put(reading, now)) return;
        var due = point.ToldAt is { } told && told + period > now && !point.IsWorseThanTold ? told + period : now;
        if (!(point.Due <= due)) Enqueue(point, due);
    }

    private void Enqueue(EventTrack track, TimeSpan due)
    {
        track.Due = due;
        _due.Enqueue(track, (due, _order++));
        // Points that were removed, and the later places of those that moved up, stay in the line until their turn.
        if (_due.Count > 3 * ApiLimits.EventPointsMax) IsOverrun = true;
    }

    /// <summary>The first in the line; places that were left for an earlier one are none.</summary>
    private bool TryPeek([NotNullWhen(true)] out EventTrack? track, out TimeSpan due)
    {
        while (_due.TryPeek(out track, out var place))
        {
            due = place.At;
            if (track.Due == due) return true;
            _due.Dequeue();
        }

        due = default;
        return false;
    }
}
