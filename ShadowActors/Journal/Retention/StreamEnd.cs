namespace Understudy.ShadowActors.Journal.Retention;

/// <summary>A stream whose beginning is being taken away.</summary>
/// <param name="UpTo">The newest number that no recovery needs.</param>
/// <param name="WrittenBy">When the events up to there were written at the latest.</param>
/// <param name="After">What is up to here is dealt with.</param>
internal sealed record StreamEnd(string Stream, long UpTo, DateTimeOffset WrittenBy, long After);
