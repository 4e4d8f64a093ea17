using Understudy.Hardware.Links;

namespace Understudy.DriverActors.Links;

/// <summary>One connection, which is up, as the gate sees it. Touched under the gate's lock only.</summary>
/// <param name="mute">Who renews it.</param>
internal sealed class LinkConnection(ILinkTransport transport, Action<string> mute, TimeProvider time)
{
    /// <summary>For so long nothing may be answered.</summary>
    public static readonly TimeSpan MuteTimeMax = TimeSpan.FromSeconds(30);

    /// <summary>So many requests are left unanswered at least, however seldom they are sent.</summary>
    public const int MuteRequestsMin = 4;

    private long _heardAt = time.GetTimestamp();
    private int _silencesInRow;
    private bool _isGivenUp;

    public ILinkTransport Transport => transport;

    public int RequestsInFlight { get; set; }

    /// <summary>True once: when so much was left unanswered, by whatever unit, that the peer may no longer hear this
    /// connection, while it would hear a new one.</summary>
    public bool IsMuteAfter(ExchangeEnd end)
    {
        if (end == ExchangeEnd.Answered) (_heardAt, _silencesInRow) = (time.GetTimestamp(), 0);
        if (end != ExchangeEnd.Silent || _isGivenUp) return false;
        _silencesInRow++;
        return _isGivenUp = _silencesInRow >= MuteRequestsMin && time.GetElapsedTime(_heardAt) >= MuteTimeMax;
    }

    /// <summary>Outside the lock.</summary>
    public void TellMute() => mute($"nothing was answered for {MuteTimeMax.TotalSeconds:0} s");
}
