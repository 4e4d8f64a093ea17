using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>How a device is kept going: what a profile says and a device may say otherwise.</summary>
/// <param name="RestoreWithin">Null: always.</param>
internal sealed record Upkeep(TimeSpan? RestoreWithin, BudgetSpec Budget, RecordRule Record, LinkShare Share);
