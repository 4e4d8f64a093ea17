using System.Globalization;
using System.Text.Json;
using Understudy.Hardware.Modbus.Probing;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.CommandLine.Probing;

/// <summary>What a probe found, as one line of JSON for each register, bit, gap and point.</summary>
internal sealed class ProbeLines(Terminal terminal, IReadOnlyList<PointType> types) : IProbeReport
{
    public void Show(ProbeFinding finding)
    {
        foreach (var (address, value) in finding.Values)
        {
            var at = (finding.Range with { First = address, Count = 1 }).ToString();
            terminal.Raw(finding.Range.IsRegisters
                ? JsonSerializer.Serialize(Register(finding, at, address, value), ProbeJson.Default.Register)
                : JsonSerializer.Serialize(new ProbeLine.Bit(at, value != 0), ProbeJson.Default.Bit));
        }

        foreach (var gap in finding.Gaps)
            terminal.Raw(JsonSerializer.Serialize(
                new ProbeLine.Gap(gap.Span.ToString(), gap.Reason), ProbeJson.Default.Gap));
    }

    public void Show(IReadOnlyList<ProbedPoint> points)
    {
        foreach (var (point, value, orders, problem) in points)
            terminal.Raw(JsonSerializer.Serialize(
                new ProbeLine.Point(
                    point.Id.Value, point.At.ToString(), PlantWord.Of(point.Type),
                    orders is null ? null : point.Order.ToString(), value, point.Unit == "1" ? null : point.Unit,
                    orders is null ? null : ByOrder(orders), orders?.OnlyFitting?.ToString(), problem),
                ProbeJson.Default.Point));
    }

    public void End(DeviceProbe probe)
    {
        if (probe.Ended is { } reason)
            terminal.Raw(JsonSerializer.Serialize(new ProbeLine.Ended(reason), ProbeJson.Default.Ended));
    }

    private ProbeLine.Register Register(ProbeFinding finding, string at, int address, ushort value)
    {
        var views = new Dictionary<string, Dictionary<string, PointValue>>();
        foreach (var type in types)
            if (finding.View(type, address) is { } view)
                views.Add(PlantWord.Of(type), ByOrder(view));
        return new ProbeLine.Register(
            at, value.ToString("X4", CultureInfo.InvariantCulture), value, (short)value,
            views.Count == 0 ? null : views);
    }

    private static Dictionary<string, PointValue> ByOrder(OrderView view) =>
        OrderView.Orders.ToDictionary(order => order.ToString(), order => view[order]);
}
