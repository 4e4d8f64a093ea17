namespace Understudy.Supervisor.Api;

/// <summary>The bounds of what clients can ask of a node at once.</summary>
public static class ApiLimits
{
    public const int BodyBytesMax = 64 * 1024;
    public const int RequestsInFlightMax = 512;
    public const int FollowersMax = 64;
    public const int ConnectionsMax = 2_000;
    public static readonly TimeSpan HeadersTimeMax = TimeSpan.FromSeconds(10);
}
