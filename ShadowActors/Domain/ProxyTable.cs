using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// How a mutation is answered while the driver is being recovered: the class's default, unless the plant file says
/// otherwise. Reads are always answered from the journal. Triggers and heartbeats are only ever the client's own, and
/// are refused whatever is declared.
/// </summary>
public static class ProxyTable
{
    public static WhenDown For(DeviceSpec device, Operation operation) => operation switch
    {
        WriteOperation write when device.Point(write.Point) is { } point =>
            ForPoint(ClassDefaults.Of(device.Class), point),
        InvokeOperation invoke when device.Command(invoke.Command) is { } command =>
            ForCommand(ClassDefaults.Of(device.Class), command),
        _ => WhenDown.Busy,
    };

    /// <summary>Doing it again leaves the device as doing it once, and it may be done again by the shadow.</summary>
    public static bool MayRepeat(DeviceSpec device, Operation operation) => operation switch
    {
        WriteOperation write => device.Point(write.Point)?.Role == PointRole.Configuration,
        InvokeOperation invoke => device.Command(invoke.Command)?.Idempotent == true,
        _ => false,
    };

    /// <summary>A command declared safe, or the write of a value declared safe.</summary>
    public static bool IsSafe(DeviceSpec device, Operation operation) => operation switch
    {
        InvokeOperation invoke => device.Command(invoke.Command)?.Safe == true,
        WriteOperation write => device.Point(write.Point) is { SafeValues.IsEmpty: false } point
            && point.SafeValues.Any(safe => RecoveryPlan.IsSame(point, safe, write.Value)),
        _ => false,
    };

    /// <summary>Something of it is a safe action: a command, or a value of a point.</summary>
    public static bool HasSafeActions(DeviceSpec device) =>
        device.Commands.Any(command => command.Safe) || device.Points.Any(point => !point.SafeValues.IsEmpty);

    public static TimeSpan? Ttl(DeviceSpec device, Operation operation) => operation switch
    {
        WriteOperation write => device.Point(write.Point)?.Ttl,
        InvokeOperation invoke => device.Command(invoke.Command)?.Ttl,
        _ => null,
    };

    private static WhenDown ForPoint(ClassDefaults defaults, PointSpec point) => point.Role switch
    {
        PointRole.Trigger or PointRole.Heartbeat => WhenDown.Busy,
        PointRole.Configuration => point.WhenDown ?? defaults.Configuration,
        _ => point.WhenDown ?? defaults.Output,
    };

    private static WhenDown ForCommand(ClassDefaults defaults, CommandSpec command) =>
        command.WhenDown ?? (command.Idempotent ? defaults.Idempotent : defaults.OnceOnly);
}
