using System.Collections.Immutable;
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
    /// <summary>By content.</summary>
    public bool Equals(GatewaySpec? other) => ReferenceEquals(this, other)
        || (other is not null
            && Id == other.Id
            && Link == other.Link
            && Label == other.Label
            && Fallback == other.Fallback
            && Devices.AsSpan().SequenceEqual(other.Devices.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Id, Link, Devices.Length);
}
