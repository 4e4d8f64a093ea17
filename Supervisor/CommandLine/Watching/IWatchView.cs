using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Supervisor.CommandLine.Watching;

/// <summary>How <c>understudy watch</c> shows what it is told.</summary>
public interface IWatchView
{
    /// <param name="name">The event's name; others than <c>point</c>, <c>mode</c> and <c>removed</c> may come of later
    /// versions.</param>
    /// <param name="json">As it came, on one line.</param>
    void Show(string name, string json, ApiEvent told);

    /// <summary>The node has gone: what was shown is not known any more.</summary>
    void Lost(string reason);

    /// <summary>Draws what is to be drawn again and again; ends when cancelled.</summary>
    Task DrawAsync(CancellationToken cancellation);
}
