namespace Understudy.ShadowActors.Journal.Retention;

/// <summary>How much of the journal stays in its database. What goes is written to an archive first.</summary>
/// <param name="KeepFor">Events older than this go; null: age is no reason.</param>
/// <param name="KeepBytes">When the database holds more than this, the oldest events go; null: size is no reason.
/// </param>
/// <param name="ArchiveFolder">Where archives are written; made when there is something to write.</param>
public sealed record RetentionOptions(TimeSpan? KeepFor, long? KeepBytes, string ArchiveFolder)
{
    /// <summary>Nothing younger goes, whatever is asked for: an owner that lost its claim must not find a number free.
    /// </summary>
    public static readonly TimeSpan AgeMin = TimeSpan.FromHours(1);

    /// <summary>The least that <see cref="KeepBytes"/> may be.</summary>
    public const long KeepBytesMin = 16 * 1024 * 1024;

    public bool IsOn => KeepFor is not null || KeepBytes is not null;

    /// <summary>How often it is looked whether something may go.</summary>
    public TimeSpan RunPeriod { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Events that are read, archived or deleted in one step.</summary>
    public int StepEventsMax { get; init; } = 200;

    /// <summary>Waited after each step, for whoever appends meanwhile.</summary>
    public TimeSpan StepPause { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Events of one archive file.</summary>
    public int ArchiveEventsMax { get; init; } = 100_000;

    /// <summary>Bytes of one archive file before it is packed.</summary>
    public long ArchiveBytesMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>Free bytes that a SQLite file keeps for what comes, instead of shrinking by them.</summary>
    public long FreeBytesKept { get; init; } = 1024 * 1024;

    /// <summary>When bytes are the reason, as much goes as leaves this part of <see cref="KeepBytes"/>.</summary>
    public const double BytesLeftShare = 0.9;
}
