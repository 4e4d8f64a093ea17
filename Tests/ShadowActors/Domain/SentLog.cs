namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>How often each request was given to a driver, over all processes, less those that were surely not sent.
/// </summary>
internal sealed class SentLog
{
    private readonly Dictionary<string, int> _times = [];

    public int Sent(string request) => _times[request] = Times(request) + 1;

    public void Unsent(string request) => _times[request] = Times(request) - 1;

    public int Times(string request) => _times.GetValueOrDefault(request);
}
