namespace Understudy.Hardware.Model;

/// <summary>What a driver read of one point.</summary>
/// <param name="Value">Null where the status is Bad and there is nothing to show.</param>
/// <param name="SourceTime">When the device's answer arrived, by the wall clock; for people, never for decisions.
/// </param>
/// <param name="SourceTimestamp">The same moment by the host's monotonic clock
/// (<see cref="TimeProvider.GetTimestamp"/>); ages are counted from it.</param>
public sealed record PointReading(
    PointId Point, PointValue? Value, StatusCode Status, DateTimeOffset SourceTime, long SourceTimestamp);
