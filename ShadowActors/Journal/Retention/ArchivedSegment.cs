namespace Understudy.ShadowActors.Journal.Retention;

/// <summary>Rows of one stream, one after the other, that are in an archive and may be deleted.</summary>
internal sealed record ArchivedSegment(string Stream, long From, long To, int Events, long Bytes);
