namespace Understudy.ShadowActors.Journal.Retention;

/// <summary>A row of the journal as it is stored.</summary>
/// <param name="Ordering">Counts rows over all streams, in the order in which they were written.</param>
/// <param name="Serializer">The id of what wrote the bytes.</param>
public sealed record JournalRow(
    long Ordering, long Sequence, DateTimeOffset Time, string Manifest, int Serializer, byte[] Message)
{
    /// <summary>What a row costs beyond its event, about: numbers, names and two indexes.</summary>
    private const int OverheadBytes = 120;

    public long Bytes => Message.Length + Manifest.Length + OverheadBytes;
}
