using System.Collections.Immutable;

namespace Understudy.Hardware.Plant;

/// <summary>What a plant file declares, whole and checked: gateways in the order of their ids.</summary>
public sealed record PlantSpec(ImmutableArray<GatewaySpec> Gateways)
{
    public static readonly PlantSpec Empty = new([]);

    /// <summary>By content.</summary>
    public bool Equals(PlantSpec? other) => ReferenceEquals(this, other)
        || (other is not null && Gateways.AsSpan().SequenceEqual(other.Gateways.AsSpan()));

    public override int GetHashCode() => Gateways.Length;
}
