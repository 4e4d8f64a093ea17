using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Supervisor.CommandLine.Watching;

/// <summary>A device as it was told last.</summary>
public sealed class WatchedDevice
{
    /// <summary>Null: not known.</summary>
    public string? Mode { get; set; }

    public string? Cause { get; set; }

    /// <summary>The newest reading of each point, and when it came on a monotonic clock.</summary>
    public SortedDictionary<string, (ApiReading Reading, TimeSpan At)> Points { get; } = new(StringComparer.Ordinal);
}
