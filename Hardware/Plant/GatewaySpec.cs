using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>A declared gateway.</summary>
/// <param name="Label">The node that can reach it; null: any.</param>
/// <param name="Fallback">What to do while no node has the label.</param>
/// <param name="Devices">In the order of their ids.</param>
public sealed record GatewaySpec(
    GatewayId Id,
    LinkSpec Link,
    string? Label,
    GatewayFallback Fallback,
    ImmutableArray<DeviceSpec> Devices)
{
    /// <summary>Ids that it had before, as the file states them.</summary>
    public ImmutableArray<GatewayId> Was { get; init; } = [];

    /// <summary>What its journal is called where it does not have its id's name; null: it has.</summary>
    public string? Journal { get; init; }

    /// <summary>Why it is not run though it is declared; null: it is.</summary>
    public string? NotRun { get; init; }

    [JsonIgnore]
    public string JournalName => Journal ?? Id.Value;

    /// <summary>By content; what it was called before is none of it.</summary>
    public bool Equals(GatewaySpec? other) => ReferenceEquals(this, other)
        || (other is not null
            && Id == other.Id
            && Link == other.Link
            && Label == other.Label
            && Fallback == other.Fallback
            && Journal == other.Journal
            && NotRun == other.NotRun
            && Devices.AsSpan().SequenceEqual(other.Devices.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Id, Link, Devices.Length);
}
