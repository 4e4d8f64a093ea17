namespace Understudy.ShadowActors.Journal;

/// <summary>What a <see cref="JournalActor{TState,TEvent}"/> tells its keeper, besides
/// <see cref="JournalMessages.Unavailable"/> and <see cref="JournalMessages.Unreadable"/>, after which it stops.
/// </summary>
internal static class JournalReports
{
    public sealed record Ready<TState>(TState State, long Sequence);

    /// <summary>The stream begins with a snapshot, but the bytes of the newest one can't be read.</summary>
    /// <param name="Sequence">The number of that snapshot.</param>
    public sealed record SnapshotUnread(long Sequence);

    public sealed record Written(long Number, long Sequence);

    /// <summary>Surely not written, and nothing else changed.</summary>
    public sealed record Refused(long Number, string Reason);

    /// <summary>Surely not written, but its sequence numbers are used up: the journal stops, to be read again.
    /// </summary>
    public sealed record Rejected(long Number, string Reason);

    /// <summary>Written or not; the journal stops, to be read again.</summary>
    public sealed record InDoubt(long Number, string Reason);
}
