using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Alarms;

namespace Understudy.Supervisor.Dashboard.View;

/// <summary>The whole plant at one moment.</summary>
/// <param name="At">When it was taken, by the wall clock.</param>
/// <param name="IsReady">False until the node has read its declared plant.</param>
/// <param name="Problem">What is wrong with the plant as a whole; null: nothing.</param>
public sealed record PlantSnapshot(
    DateTimeOffset At, string Node, bool IsReady, string? Problem, ImmutableArray<GatewayPicture> Gateways)
{
    public int DeviceCount => Gateways.Sum(gateway => gateway.Devices.Length);

    public ModeCount Modes => Gateways.Aggregate(default(ModeCount), (count, gateway) => count + gateway.Modes);

    public int Held => Gateways.Sum(gateway => gateway.Devices.Sum(device => device.Held));

    /// <summary>Also those that are shelved, suppressed or out of service.</summary>
    public IEnumerable<AlarmView> AllAlarms => Gateways.SelectMany(gateway => gateway.Alarms
        .Concat(gateway.Devices.SelectMany(device => device.Status?.Alarms ?? [])));

    /// <summary>Those that somebody should see to, the worst first.</summary>
    public IEnumerable<AlarmView> StandingAlarms => AlarmList.WorstFirst(
        AllAlarms.Where(alarm => !alarm.IsSetAside));

    public GatewayPicture? Gateway(GatewayId id) => Gateways.FirstOrDefault(gateway => gateway.Id == id);

    public DevicePicture? Device(DeviceId id) =>
        Gateway(id.Gateway)?.Devices.FirstOrDefault(device => device.Id == id);
}
