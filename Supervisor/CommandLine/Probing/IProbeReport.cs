using Understudy.Hardware.Modbus.Probing;

namespace Understudy.Supervisor.CommandLine.Probing;

/// <summary>Where what a probe found goes.</summary>
internal interface IProbeReport
{
    void Show(ProbeFinding finding);

    void Show(IReadOnlyList<ProbedPoint> points);

    /// <summary>Last.</summary>
    void End(DeviceProbe probe);
}
