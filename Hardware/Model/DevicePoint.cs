namespace Understudy.Hardware.Model;

/// <summary>A point of a certain device: <c>gateway/device/point</c>.</summary>
public readonly record struct DevicePoint(DeviceId Device, PointId Point)
{
    public override string ToString() => $"{Device}/{Point}";
}
