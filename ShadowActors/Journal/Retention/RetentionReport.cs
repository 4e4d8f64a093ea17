namespace Understudy.ShadowActors.Journal.Retention;

/// <summary>What a run did.</summary>
/// <param name="Events">Archived and deleted.</param>
/// <param name="Bytes">What they took in the database, about.</param>
/// <param name="Archives">The files that have them now.</param>
public sealed record RetentionReport(long Events, long Bytes, IReadOnlyList<string> Archives);
