using System.Diagnostics;

namespace Understudy.DriverActors.Tracing;

/// <summary>
/// The spans of a request on its way: request, shadow, driver, wire. Between actors the context goes with the message,
/// since a thread serves one message after another; so no span that is made here stays the thread's current one. While
/// nobody listens nothing is made.
/// </summary>
public static class RequestTrace
{
    public const string SourceName = "Understudy";

    private static readonly ActivitySource Source = new(SourceName);

    public static bool IsOn => Source.HasListeners();

    /// <summary>Null while nobody listens, and for what has no parent.</summary>
    public static Activity? Start(string name, ActivityContext parent)
    {
        if (parent == default || !IsOn) return null;
        var current = Activity.Current;
        var span = Source.StartActivity(name, ActivityKind.Internal, parent);
        Activity.Current = current;
        return span;
    }

    /// <summary>As above, of a parent as it goes between nodes (W3C Trace Context, <c>traceparent</c>).</summary>
    public static Activity? Start(string name, string? parent) =>
        parent is not null && ActivityContext.TryParse(parent, null, out var context) ? Start(name, context) : null;

    /// <summary>The first span here, below the current one if there is any. It stays the current one until it is
    /// disposed. Null while nobody listens.</summary>
    public static Activity? StartRequest(string name) => Source.StartActivity(name, ActivityKind.Internal);

    /// <param name="error">Why it failed, in words; null: it did not.</param>
    public static void End(this Activity span, string? error = null)
    {
        if (error is not null) span.SetStatus(ActivityStatusCode.Error, error);
        var current = Activity.Current;
        span.Stop();
        Activity.Current = current;
    }
}
