using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>
/// Where a point lies: <c>table/offset</c>, zero-based, or <c>table/offset.bit</c> or <c>table/offset.first-last</c>
/// for bits of a register, bit 0 the least significant. Tables are <c>coil</c>, <c>discrete</c>, <c>input</c> and
/// <c>holding</c>.
/// </summary>
[JsonConverter(typeof(ParsedTextConverter<ModbusAddress>))]
public sealed record ModbusAddress(ModbusTable Table, ushort Offset, BitSpan? Bits = null) : IParsedText<ModbusAddress>
{
    public const string Form = "table/offset, table/offset.bit or table/offset.first-last, with table coil, "
        + "discrete, input or holding, offset 0 to 65535, and bits 0 to 15 in input and holding only";

    /// <summary>True for the tables whose entries are 16-bit registers.</summary>
    public bool IsRegister => Table is ModbusTable.Input or ModbusTable.Holding;

    /// <summary>True for the tables that a master may write.</summary>
    public bool IsWritable => Table is ModbusTable.Coil or ModbusTable.Holding;

    public static ModbusAddress Parse(string text) => TryParse(text, out var address)
        ? address
        : throw new FormatException($"'{text}' is not an address: {Form}.");

    public static bool TryParse(string text, [NotNullWhen(true)] out ModbusAddress? address)
    {
        address = null;
        var slash = text.IndexOf('/');
        if (slash < 0) return false;
        ModbusTable? table = text[..slash] switch
        {
            "coil" => ModbusTable.Coil,
            "discrete" => ModbusTable.Discrete,
            "input" => ModbusTable.Input,
            "holding" => ModbusTable.Holding,
            _ => null,
        };
        var rest = text.AsSpan(slash + 1);
        var dot = rest.IndexOf('.');
        BitSpan? bits = null;
        if (dot >= 0)
        {
            if (!BitSpan.TryParse(rest[(dot + 1)..], out var given)) return false;
            bits = given;
            rest = rest[..dot];
        }

        if (table is null || !ushort.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            return false;
        var parsed = new ModbusAddress(table.Value, offset, bits);
        if (bits is not null && !parsed.IsRegister) return false;
        address = parsed;
        return true;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Table.ToString().ToLowerInvariant()}/{Offset}{(Bits is { } bits ? $".{bits}" : "")}");
}
