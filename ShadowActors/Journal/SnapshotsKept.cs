namespace Understudy.ShadowActors.Journal;

/// <summary>
/// Which snapshots of a stream stay: the newest two. Several saves can be under way and may end in any order.
/// </summary>
/// <param name="Newest">Highest number saved, 0 for none.</param>
/// <param name="Before">Second highest number saved, 0 for none.</param>
public readonly record struct SnapshotsKept(long Newest, long Before)
{
    /// <summary>All up to this number can go; 0 for none.</summary>
    public long Surplus => Math.Max(0, Before - 1);

    public SnapshotsKept WithSaved(long sequence) => new(
        Math.Max(Newest, sequence),
        Math.Max(Before, Math.Min(Newest, sequence)));
}
