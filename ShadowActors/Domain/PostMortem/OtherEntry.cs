namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>An entry that has no place of its own in the report, also of a kind that this version does not know.
/// </summary>
/// <param name="Kind">The manifest.</param>
/// <param name="Json">The event as it is stored; cut after 2000 characters.</param>
public sealed record OtherEntry(long Entry, DateTimeOffset At, string Kind, string Json)
{
    public const int JsonCharactersMax = 2_000;

    internal static OtherEntry Of(StreamEntry entry) => new(
        entry.Number,
        entry.Time,
        entry.Kind,
        entry.Json.Length <= JsonCharactersMax ? entry.Json : entry.Json[..JsonCharactersMax]);
}
