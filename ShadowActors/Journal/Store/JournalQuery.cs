using System.Collections.Immutable;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>Which rows of a stream.</summary>
/// <param name="Stream">From <see cref="JournalStreams"/>.</param>
/// <param name="From">Written at or after, by the wall clock of the node that wrote.</param>
/// <param name="To">Written before.</param>
/// <param name="Kind">A manifest without its version: <c>request-dispatched</c>.</param>
/// <param name="AnyOf">Manifests without their versions, at most <see cref="AnyOfMax"/>; default: all.</param>
/// <param name="Limit">1 to <see cref="LimitMax"/>; others are moved there.</param>
public sealed record JournalQuery(
    string Stream,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? Kind = null,
    long? AfterSequence = null,
    int Limit = 100,
    long? BeforeSequence = null,
    ImmutableArray<string> AnyOf = default)
{
    public const int LimitMax = 1000;
    public const int AnyOfMax = 16;
}
