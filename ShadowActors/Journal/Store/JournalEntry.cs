namespace Understudy.ShadowActors.Journal.Store;

/// <summary>A row of the journal.</summary>
/// <param name="Time">When it was written, by the wall clock of the node that wrote.</param>
/// <param name="Json">As it is stored.</param>
public sealed record JournalEntry(long Sequence, string Manifest, DateTimeOffset Time, string Json);
