namespace Understudy.ShadowActors.Domain;

/// <summary>What a decision knows of time and chance: both come from outside.</summary>
/// <param name="Uptime">A monotonic clock that counts suspension; every limit and age within the process is counted on
/// it.</param>
/// <param name="Wall">For people only.</param>
/// <param name="Chance">0 to 1, for jitter.</param>
public readonly record struct Moment(TimeSpan Uptime, DateTimeOffset Wall, double Chance);
