namespace Understudy.Supervisor.Api;

/// <summary>The bounds of what clients can ask of a node at once.</summary>
public static class ApiLimits
{
    public const int BodyBytesMax = 64 * 1024;
    public const int RequestsInFlightMax = 512;
    public const int FollowersMax = 64;
    public const int EventSubscribersMax = 64;

    /// <summary>Streams of events whose client has gone and may come back. One more, and the oldest is ended.</summary>
    public const int EventStreamsKeptMax = 64;

    /// <summary>For so long they are kept.</summary>
    public static readonly TimeSpan EventStreamKeptTime = TimeSpan.FromSeconds(60);

    /// <summary>A client that comes back waits so long at most for its old connection to end.</summary>
    public static readonly TimeSpan EventHandoverTime = TimeSpan.FromSeconds(5);

    /// <summary>Points of one stream of events.</summary>
    public const int EventPointsMax = 20_000;

    /// <summary>Devices and points named for one stream of events.</summary>
    public const int EventNamesMax = 500;

    /// <summary>Events written together.</summary>
    public const int EventsPerBatchMax = 256;

    public const int ConnectionsMax = 2_000;
    public static readonly TimeSpan HeadersTimeMax = TimeSpan.FromSeconds(10);
}
