namespace Understudy.ShadowActors.Journal.Retention;

/// <summary>Which events may go. Pure.</summary>
/// <param name="ProvenOrdering">The newest row that is more than <see cref="RetentionOptions.AgeMin"/> old, seen by a
/// clock that nobody sets.</param>
/// <param name="ExpiredBefore">What was written before has been kept long enough; null: nothing has.</param>
/// <param name="BytesToFree">So much goes whatever its age, oldest first; 0 or less: nothing.</param>
public sealed record RetentionRule(
    long ProvenOrdering, DateTimeOffset? ExpiredBefore, long BytesToFree)
{
    /// <param name="upTo">The newest number of its stream that no recovery needs.</param>
    /// <param name="writtenBy">When all up to there was surely written: a clock that was ahead for a while does not
    /// keep a row for ever.</param>
    /// <param name="freedBytes">What goes already.</param>
    public bool MayGo(JournalRow row, long upTo, DateTimeOffset writtenBy, long freedBytes) =>
        row.Sequence <= upTo
        && row.Ordering <= ProvenOrdering
        && (row.Time < ExpiredBefore || writtenBy < ExpiredBefore || freedBytes < BytesToFree);

    /// <summary>The beginning of a stream that goes: never a row behind one that stays.</summary>
    public IEnumerable<JournalRow> Beginning(
        IEnumerable<JournalRow> rows, long upTo, DateTimeOffset writtenBy, long freedBytes)
    {
        foreach (var row in rows)
        {
            if (!MayGo(row, upTo, writtenBy, freedBytes)) yield break;
            freedBytes += row.Bytes;
            yield return row;
        }
    }
}
