using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Simulation;

namespace Understudy.Supervisor.Simulation.Scripts;

/// <summary>What happens to simulated gateways in the course of time, and how their measurements move.</summary>
/// <param name="Loop">The steps begin again each time this has passed; null: they happen once.</param>
/// <param name="Seed">Decides the chance in <see cref="ScriptStep.Jitter"/>.</param>
public sealed record SimulationScript(
    ImmutableArray<ScriptStep> Steps,
    ImmutableArray<(DeviceId Device, PointId Point, Signal Signal)> Signals,
    TimeSpan? Loop,
    long Seed);
