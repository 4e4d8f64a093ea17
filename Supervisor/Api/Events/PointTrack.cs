using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;

namespace Understudy.Supervisor.Api.Events;

/// <summary>One point: what the client was told of it last, and the newest reading.</summary>
internal sealed class PointTrack(DeviceId device) : EventTrack
{
    private int _skipped;
    private bool _isGone;
    private bool _isNew;
    private Quality _told;

    public ServedReading? Newest { get; private set; }

    public TimeSpan NewestAt { get; private set; }

    public TimeSpan? ToldAt { get; private set; }

    /// <summary>The client goes on with a better quality than the point has.</summary>
    public bool IsWorseThanTold => Newest?.Status.Quality > _told;

    /// <summary>True: it is news, and to be told.</summary>
    public bool Put(ServedReading reading, TimeSpan now)
    {
        var isChange = Newest is null || !SeenDevice.IsSame(Newest, reading);
        if (isChange && _isNew) _skipped++;
        _isNew |= isChange;
        (Newest, NewestAt) = (reading, now);
        return isChange;
    }

    public void Forget() => _isGone = true;

    public override void Take(List<EventBody> events, TimeSpan now)
    {
        Due = null;
        if (_isGone || Newest is null) return;
        events.Add(PointEventBody.Of(device, Newest, now - NewestAt, _skipped));
        (ToldAt, _told, _isNew, _skipped) = (now, Newest.Status.Quality, false, 0);
    }
}
