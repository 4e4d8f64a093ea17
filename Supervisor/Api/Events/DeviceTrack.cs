using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;

namespace Understudy.Supervisor.Api.Events;

/// <summary>One device: its points, and the changes of its mode that are still to be told.</summary>
internal sealed class DeviceTrack(DeviceId id) : EventTrack
{
    private readonly List<EventBody> _waiting = [];
    private (DeviceMode? Mode, long? Incarnation, string? Cause)? _served;
    private int _skipped;

    public DeviceId Id { get; } = id;

    public Dictionary<PointId, PointTrack> Points { get; } = [];

    /// <summary>True: in another way than before. From here on this is how it was served before.</summary>
    public bool IsServedAnew(DeviceMode? mode, long? incarnation, string? cause)
    {
        if (_served == (mode, incarnation, cause)) return false;
        _served = (mode, incarnation, cause);
        return true;
    }

    /// <summary>False: there is no room, and nothing that may be left out.</summary>
    public bool Add(EventBody body)
    {
        if (_waiting.Count >= EventBuffer.ModesWaitingMax)
        {
            var oldest = _waiting.FindIndex(each => each is ModeEventBody);
            if (oldest < 0) return false;
            _waiting.RemoveAt(oldest);
            _skipped++;
        }

        _waiting.Add(body);
        return true;
    }

    public override void Take(List<EventBody> events, TimeSpan now)
    {
        Due = null;
        foreach (var body in _waiting)
        {
            var isMode = body is ModeEventBody;
            events.Add(body is ModeEventBody mode ? mode with { Skipped = _skipped } : body);
            if (isMode) _skipped = 0;
        }

        _waiting.Clear();
    }
}
