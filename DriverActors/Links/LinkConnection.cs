using System.Collections;
using Understudy.Hardware.Links;

namespace Understudy.DriverActors.Links;

/// <summary>
/// One connection, which is up, as the gate sees it, and whether its peer still hears it. It counts as mute when a unit
/// that answered on it fell silent and nothing came from anyone since, or when nothing ever came. A unit that was
/// silent before another answered proves nothing, however often it is tried. Touched under the gate's lock only.
/// </summary>
/// <param name="places">For the requests under way.</param>
/// <param name="mute">Who renews it.</param>
/// <param name="muteTime">For so long nothing may come after the first silence.</param>
internal sealed class LinkConnection(
    ILinkTransport transport, LinkPlaces places, Action<string> mute, TimeSpan muteTime, TimeProvider time)
{
    /// <summary>For so long nothing may come. Doubles, up to <see cref="MuteTimeMax"/>, with each renewal after which
    /// nothing came either.</summary>
    public static readonly TimeSpan MuteTimeMin = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan MuteTimeMax = TimeSpan.FromMinutes(5);

    /// <summary>So many requests are left unanswered at least, however seldom they are sent.</summary>
    public const int MuteRequestsMin = 4;

    /// <summary>The units whose last request was answered.</summary>
    private readonly BitArray _answers = new(byte.MaxValue + 1);

    private long _framesSeen;
    private long _silentSince;
    private int _silencesInRow;

    // The connection is new, or one that answered fell silent since something was last heard.
    private bool _mayBeMute = true;

    public ILinkTransport Transport => transport;

    public LinkPlaces Places => places;

    /// <summary>Something came on it, in time or late.</summary>
    public bool IsHeard { get; private set; }

    public string MuteReason => $"nothing was answered for {muteTime.TotalSeconds:0} s";

    /// <summary>True when so much was left unanswered that the peer may no longer hear this connection, while it would
    /// hear a new one.</summary>
    public bool IsMuteAfter(byte unit, ExchangeEnd end)
    {
        var frames = transport.FramesReceived;
        if (end is ExchangeEnd.Answered or ExchangeEnd.Absent || frames != _framesSeen) Heard(frames);
        if (end == ExchangeEnd.Answered) _answers[unit] = true;
        if (end != ExchangeEnd.Silent) return false;
        _mayBeMute |= _answers[unit];
        _answers[unit] = false;
        if (_silencesInRow++ == 0) _silentSince = time.GetTimestamp();
        return _mayBeMute && _silencesInRow >= MuteRequestsMin && time.GetElapsedTime(_silentSince) >= muteTime;
    }

    /// <summary>Outside the lock.</summary>
    public void TellMute() => mute(MuteReason);

    private void Heard(long frames)
    {
        (_framesSeen, _silencesInRow, _mayBeMute) = (frames, 0, false);
        IsHeard = true;
    }
}
