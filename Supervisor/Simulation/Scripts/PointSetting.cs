using Understudy.Hardware.Model;

namespace Understudy.Supervisor.Simulation.Scripts;

/// <summary>What a point is set to at the device's own panel.</summary>
/// <param name="MovesAgain">It is a measurement, which moves again when the step ends.</param>
public sealed record PointSetting(DeviceId Device, PointId Point, PointValue Value, bool MovesAgain);
