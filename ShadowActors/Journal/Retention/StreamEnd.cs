namespace Understudy.ShadowActors.Journal.Retention;

/// <summary>A stream whose beginning is being taken away.</summary>
/// <param name="UpTo">The newest number that no recovery needs.</param>
/// <param name="After">What is up to here is dealt with.</param>
internal sealed record StreamEnd(string Stream, long UpTo, long After);
