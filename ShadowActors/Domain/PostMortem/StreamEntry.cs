using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>An entry of a device's stream, as far as this version can read it.</summary>
/// <param name="Kind">The manifest: <c>driver-failed.v1</c>.</param>
/// <param name="Event">Null: of a kind that this version does not know.</param>
public sealed record StreamEntry(
    long Number, DateTimeOffset Written, string Kind, string Json, ShadowEvents.ShadowEvent? Event)
{
    /// <summary>When it happened, by the wall clock of the node that wrote it.</summary>
    public DateTimeOffset Time => Event?.Stamp.Time ?? Written;
}
