using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>What is kept of readings, as a point or a scan class says it; null: it does not say.</summary>
/// <param name="Deadband">In the point's unit.</param>
internal sealed record Keeping(RecordRule? Record, double? Deadband, TimeSpan? RecordAtLeast)
{
    public static readonly Keeping Unsaid = new(null, null, null);
}
