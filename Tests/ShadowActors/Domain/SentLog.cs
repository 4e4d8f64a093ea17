namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>How often each request was given to a driver, over all processes, less those that were surely not sent.
/// </summary>
internal sealed class SentLog
{
    private readonly Dictionary<string, int> _times = [];
    private readonly HashSet<string> _given = [];

    public int Sent(string request)
    {
        _given.Add(request);
        return _times[request] = Times(request) + 1;
    }

    /// <summary>A driver had it, whatever it said of it later.</summary>
    public bool WasGiven(string request) => _given.Contains(request);

    public void Unsent(string request) => _times[request] = Times(request) - 1;

    public int Times(string request) => _times.GetValueOrDefault(request);
}
