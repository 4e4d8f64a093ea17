using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Understudy.Hardware.Plant;

/// <summary>
/// The reference numbers of Modicon controllers, which many manuals use: a digit for the table (0 coil, 1 discrete,
/// 3 input, 4 holding) and four or five digits that count from 1, so that <c>40001</c> and <c>400001</c> are
/// <c>holding/0</c>. Bits of a register follow after a dot, bit 0 the least significant.
/// </summary>
public static class ModiconAddress
{
    public const string Form = "a table digit (0 coil, 1 discrete, 3 input, 4 holding) and four or five digits from "
        + "0001 on, such as 40001 or 400001 for holding/0, and .0 to .15 for one bit of 3xxxx and 4xxxx, .4-7 for some";

    public static bool TryParse(string text, [NotNullWhen(true)] out ModbusAddress? address)
    {
        address = null;
        var dot = text.IndexOf('.');
        var digits = dot < 0 ? text : text[..dot];
        if (digits.Length is not (5 or 6) || !digits.All(char.IsAsciiDigit)) return false;
        ModbusTable? table = digits[0] switch
        {
            '0' => ModbusTable.Coil,
            '1' => ModbusTable.Discrete,
            '3' => ModbusTable.Input,
            '4' => ModbusTable.Holding,
            _ => null,
        };
        var number = int.Parse(digits.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
        if (table is null || number is < 1 or > ushort.MaxValue + 1) return false;
        BitSpan? bits = null;
        if (dot >= 0)
        {
            if (!BitSpan.TryParse(text.AsSpan(dot + 1), out var given)) return false;
            bits = given;
        }

        var parsed = new ModbusAddress(table.Value, (ushort)(number - 1), bits);
        if (bits is not null && !parsed.IsRegister) return false;
        address = parsed;
        return true;
    }
}
