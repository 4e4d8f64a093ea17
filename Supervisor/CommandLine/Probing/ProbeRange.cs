using System.Globalization;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Modbus.Probing;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.CommandLine.Probing;

/// <summary>Ranges as they are typed: <c>0..99</c>, or <c>7</c> for one address.</summary>
public static class ProbeRange
{
    /// <exception cref="CommandFailedException">It is none.</exception>
    public static AddressSpan Parse(ModbusTable table, string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        var (from, to) = dots < 0 ? (text, text) : (text[..dots], text[(dots + 2)..]);
        return Address(from) is { } first && Address(to) is { } last && first <= last
            ? new AddressSpan(table, first, last - first + 1)
            : throw new CommandFailedException(
                CommandExit.BadInput,
                $"--{table.ToString().ToLowerInvariant()} {text}: a range such as 0..99 is expected, of addresses from "
                + $"0 to {ModbusLimits.TableSize - 1}, the first one first.");
    }

    private static int? Address(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var address) ? address : null;
}
