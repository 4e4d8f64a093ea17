using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>What a decision knows of time, of chance and of other devices: all of it comes from outside.</summary>
/// <param name="Uptime">A monotonic clock that counts suspension; every limit and age within the process is counted on
/// it.</param>
/// <param name="Wall">For people only.</param>
/// <param name="Chance">0 to 1, for jitter.</param>
public readonly record struct Moment(TimeSpan Uptime, DateTimeOffset Wall, double Chance)
{
    /// <summary>Points of other devices that interlocks of this one go by, as far as they are known; null: none.
    /// </summary>
    public ImmutableDictionary<DevicePoint, InputReading>? Inputs { get; init; }
}
