using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Understudy.Hardware.Modbus.Probing;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.CommandLine.Words;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.CommandLine.Probing;

/// <summary>What a probe found, as tables for people.</summary>
internal sealed class ProbeTables(Terminal terminal, IReadOnlyList<PointType> types) : IProbeReport
{
    private const char NoCharacter = '.';

    private bool _hasShown;

    public void Show(ProbeFinding finding)
    {
        if (_hasShown) terminal.Raw("");
        _hasShown = true;
        if (finding.Range.IsRegisters)
        {
            Registers(finding);
            Numbers(finding);
        }
        else
        {
            Bits(finding);
        }
    }

    public void Show(IReadOnlyList<ProbedPoint> points)
    {
        if (_hasShown) terminal.Raw("");
        var table = terminal.NewTable(
            ["point", "at", "type", "order", "value", .. OrderView.Orders.Select(Of), "what"]);
        foreach (var probed in points)
        {
            var (point, value, orders, problem) = probed;
            var style = problem is null ? Style.Plain : value is null ? Styles.Bad : Styles.Uncertain;
            Add(table,
            [
                point.Id.Value, point.At.ToString(), PlantWord.Of(point.Type),
                orders is null ? "" : point.Order.ToString(),
                value is null ? "" : UnitText.WithUnit(ValueText.Of(value), point.Unit),
                .. OrderView.Orders.Select(order => orders is null ? "" : ValueText.Of(orders[order])),
                probed.Remark,
            ],
            style);
        }

        terminal.Out.Write(table);
    }

    public void End(DeviceProbe probe)
    {
        terminal.Raw(probe.Requests == 1 ? "1 request." : $"{probe.Requests} requests.");
        if (probe.Ended is { } reason) terminal.Error($"The probe ended early: {reason}.");
    }

    private void Registers(ProbeFinding finding)
    {
        var table = terminal.NewTable("at", "hex", "uint16", "int16", "text", "what");
        foreach (var (first, value, gap) in InOrder(finding))
        {
            var at = (finding.Range with { First = first, Count = 1 }).ToString();
            if (gap is not null) Add(table, [gap.Span.ToString(), "", "", "", "", gap.Reason], Styles.Uncertain);
            else Add(table, [at, Hex(value), Number(value), Number((short)value), Characters(value), ""], Style.Plain);
        }

        terminal.Out.Write(table);
    }

    private void Numbers(ProbeFinding finding)
    {
        var table = terminal.NewTable(["from", "type", .. OrderView.Orders.Select(Of)]);
        var isZeroSkipped = false;
        foreach (var address in finding.Values.Keys)
            foreach (var type in types)
            {
                if (finding.View(type, address) is not { } view) continue;
                // Registers of zeros are 0 as everything.
                if (view.Values.All(value => value.AsNumber == 0)) isZeroSkipped = true;
                else
                    Add(table,
                    [
                        (finding.Range with { First = address, Count = 1 }).ToString(), PlantWord.Of(type),
                        .. view.Values.Select(value => ValueText.Of(value)),
                    ],
                    Style.Plain);
            }

        if (table.Rows.Count == 0) return;
        terminal.Raw("");
        terminal.Out.Write(table);
        if (isZeroSkipped) terminal.Raw("Numbers that are 0 in every order are left out.");
    }

    private void Bits(ProbeFinding finding)
    {
        var table = terminal.NewTable("at", "value", "what");
        foreach (var (first, value, gap) in InOrder(finding))
        {
            var at = (finding.Range with { First = first, Count = 1 }).ToString();
            if (gap is not null) Add(table, [gap.Span.ToString(), "", gap.Reason], Styles.Uncertain);
            else Add(table, [at, Number(value), ""], Style.Plain);
        }

        terminal.Out.Write(table);
    }

    private static IEnumerable<(int First, ushort Value, ProbeGap? Gap)> InOrder(ProbeFinding finding) => finding.Values
        .Select(pair => (First: pair.Key, pair.Value, Gap: (ProbeGap?)null))
        .Concat(finding.Gaps.Select(gap => (gap.Span.First, (ushort)0, (ProbeGap?)gap)))
        .OrderBy(row => row.First);

    private static void Add(Table table, IEnumerable<string> cells, Style style) =>
        table.AddRow(cells.Select(cell => (IRenderable)new Text(cell, style)));

    private static string Of(WordOrder order) => order.ToString();

    private static string Hex(ushort value) => value.ToString("X4", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Characters(ushort value) =>
        $"{Character((char)(value >> 8))}{Character((char)(value & 0xFF))}";

    private static char Character(char c) => c is > ' ' and <= '~' ? c : NoCharacter;
}
