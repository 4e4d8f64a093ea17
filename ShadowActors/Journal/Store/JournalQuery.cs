namespace Understudy.ShadowActors.Journal.Store;

/// <summary>Which rows of a stream.</summary>
/// <param name="Stream">From <see cref="JournalStreams"/>.</param>
/// <param name="From">Written at or after, by the wall clock of the node that wrote.</param>
/// <param name="To">Written before.</param>
/// <param name="Kind">A manifest without its version: <c>request-dispatched</c>.</param>
/// <param name="Limit">1 to <see cref="LimitMax"/>; others are moved there.</param>
public sealed record JournalQuery(
    string Stream,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? Kind = null,
    long? AfterSequence = null,
    int Limit = 100)
{
    public const int LimitMax = 1000;
}
