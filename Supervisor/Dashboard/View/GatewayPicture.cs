using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Dashboard.View;

/// <summary>A declared gateway and what it told of itself.</summary>
/// <param name="Link">Kind and address.</param>
/// <param name="LinkUp">Null where the gateway gave no answer.</param>
/// <param name="Node">Where it runs.</param>
/// <param name="Devices">In the order of their ids.</param>
public sealed record GatewayPicture(
    GatewayId Id, string Link, bool? LinkUp, string? LinkReason, string? Node, ImmutableArray<DevicePicture> Devices)
{
    /// <summary>The gateway's own.</summary>
    public ImmutableArray<AlarmView> Alarms { get; init; } = [];

    public ModeCount Modes => Devices.Aggregate(default(ModeCount), (count, device) => count + ModeCount.Of(device));
}
