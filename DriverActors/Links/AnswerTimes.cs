namespace Understudy.DriverActors.Links;

/// <summary>The slowest of a link's last answers: of the last <see cref="CountMin"/> at least, of twice as many at
/// most. Touched under the gate's lock only.</summary>
internal sealed class AnswerTimes
{
    public const int CountMin = 64;

    private TimeSpan _slowest;
    private TimeSpan _slowestBefore;
    private int _count;

    /// <summary>Null until something was answered.</summary>
    public TimeSpan? Slowest =>
        _slowest > _slowestBefore ? _slowest : _slowestBefore > TimeSpan.Zero || _count > 0 ? _slowestBefore : null;

    public void Add(TimeSpan time)
    {
        if (_count == CountMin) (_slowestBefore, _slowest, _count) = (_slowest, TimeSpan.Zero, 0);
        _count++;
        if (time > _slowest) _slowest = time;
    }
}
