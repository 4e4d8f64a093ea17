namespace Understudy.DriverActors.Links;

/// <summary>How long to wait before a link is tried again: doubles from the shortest to the longest, less up to a
/// quarter at random, so that many links that went down together do not come back together.</summary>
/// <param name="random">Gives numbers from 0 to below 1.</param>
internal sealed class LinkBackoff(Func<double> random)
{
    public static readonly TimeSpan WaitMin = TimeSpan.FromMilliseconds(50);
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(5);

    private const double JitterPart = 0.25;

    private TimeSpan _next = WaitMin;

    public TimeSpan Next()
    {
        var wait = _next;
        _next = wait * 2 < WaitMax ? wait * 2 : WaitMax;
        return wait * (1 - (JitterPart * random()));
    }

    public void Reset() => _next = WaitMin;
}
