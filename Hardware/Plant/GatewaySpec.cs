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
    ImmutableArray<DeviceSpec> Devices);
