namespace Understudy.DriverActors.Links;

/// <summary>
/// The places of one connection for requests under way. Units that are known as silent never hold the last one: where
/// there are several, one is kept for the others; where there is one, an attempt gives it back when any other unit
/// would have answered long since, and is waited for without it. Touched under the gate's lock only.
/// </summary>
/// <param name="count">How many there are.</param>
/// <param name="trust">Null: an attempt keeps its place to its end, as nothing tells its late answer from another's.
/// </param>
internal sealed class LinkPlaces(int count, OverlapTrust? trust, AnswerTimes answers, TimeProvider time)
{
    /// <summary>An attempt holds the only place so many times as long as the slowest of the last answers took.
    /// </summary>
    public const int HoldFactor = 2;

    /// <summary>And at least so long.</summary>
    public static readonly TimeSpan HoldMin = TimeSpan.FromMilliseconds(20);

    private readonly int _triesMax = Math.Max(1, count - 1);
    private int _taken;
    private int _tries;

    // Of the one attempt where there is one place.
    private long _giveBackAt = long.MaxValue;
    private long _givenBackAt;
    private bool _isGivenBack;

    /// <summary>An attempt is under way.</summary>
    public bool HasTry => _tries > 0;

    /// <summary>When a request may take a place: 0 is now, <see cref="long.MaxValue"/> when another has ended.
    /// </summary>
    /// <param name="mayPass">It may be sent while an attempt without its place is waited for.</param>
    public long FreeAt(long now, bool isTry, bool isMutation, bool mayPass)
    {
        GiveBack(now);
        if (isTry && _tries >= _triesMax) return long.MaxValue;
        var isHeldUp = _tries > 0 && count == 1 && !(mayPass && trust is not null && trust.Allows(isMutation));
        if (isHeldUp) return long.MaxValue;
        return _taken < count ? 0 : _giveBackAt;
    }

    public LinkPlace Take(LinkConnection connection, long now, bool isTry)
    {
        var isPast = _isGivenBack;
        // A safe action past the attempt at the same place: the place is its own to the end.
        isTry &= count > 1 || _tries == 0;
        _taken++;
        if (isTry)
        {
            _tries++;
            if (count == 1 && trust is { IsRefuted: false } && answers.Slowest is { } slowest)
                _giveBackAt = now + Ticks(slowest * HoldFactor > HoldMin ? slowest * HoldFactor : HoldMin);
        }

        return new LinkPlace(connection, now, isTry, isPast);
    }

    /// <returns>How long the place was kept from others.</returns>
    public TimeSpan End(LinkPlace place, long now)
    {
        var heldUntil = now;
        if (!place.IsTry)
        {
            _taken--;
        }
        else
        {
            _tries--;
            if (_isGivenBack) heldUntil = _givenBackAt;
            else _taken--;
            (_giveBackAt, _isGivenBack) = (long.MaxValue, false);
        }

        return time.GetElapsedTime(place.Since, heldUntil);
    }

    private void GiveBack(long now)
    {
        if (now < _giveBackAt) return;
        _taken--;
        (_givenBackAt, _giveBackAt, _isGivenBack) = (_giveBackAt, long.MaxValue, true);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
