using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Dashboard.View;

/// <summary>How many devices are in which mode.</summary>
/// <param name="Silent">Whose shadow gave no answer.</param>
/// <param name="OutOfService">By people's decision, and not longer than it should; in no mode.</param>
public readonly record struct ModeCount(int Passive, int Active, int Faulted, int Silent, int OutOfService = 0)
{
    public int Troubled => Active + Faulted + Silent;

    public static ModeCount operator +(ModeCount left, ModeCount right) => new(
        left.Passive + right.Passive,
        left.Active + right.Active,
        left.Faulted + right.Faulted,
        left.Silent + right.Silent,
        left.OutOfService + right.OutOfService);

    public static ModeCount Of(DevicePicture device) => device.Status?.Mode switch
    {
        _ when device.IsOutOfService => new ModeCount(0, 0, 0, 0, 1),
        DeviceMode.Passive => new ModeCount(1, 0, 0, 0),
        DeviceMode.Active => new ModeCount(0, 1, 0, 0),
        DeviceMode.Faulted => new ModeCount(0, 0, 1, 0),
        _ => new ModeCount(0, 0, 0, 1),
    };
}
