using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>A gateway and its devices.</summary>
/// <param name="Link">Kind and address.</param>
/// <param name="LinkUp">Null where the gateway gave no answer.</param>
/// <param name="Node">Where it runs.</param>
public sealed record GatewayBody(
    GatewayId Id,
    string Link,
    bool? LinkUp,
    string? LinkReason,
    string? Label,
    string? Node,
    ImmutableArray<DeviceSummary> Devices);
