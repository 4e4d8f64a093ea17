using System.Text;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// Strings in registers: ISO 8859-1, two characters in each, the first in the more significant byte, or with the order
/// BADC in the other. A string ends at its first zero byte; blanks at its end are filling.
/// </summary>
internal static class StringCodec
{
    public static PointValue Decode(in ValueForm form, ReadOnlySpan<byte> registers)
    {
        Span<byte> bytes = stackalloc byte[registers.Length];
        registers.CopyTo(bytes);
        Ordered(form, bytes);
        bytes = bytes[..form.Length];
        var end = bytes.IndexOf((byte)0);
        return PointValue.Of(Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]).TrimEnd(' '));
    }

    /// <summary>Puts a value that has no <see cref="Problem"/> into registers.</summary>
    public static void Encode(in ValueForm form, PointValue value, Span<byte> registers)
    {
        registers.Clear();
        Encoding.Latin1.GetBytes(value.AsText, registers);
        Ordered(form, registers);
    }

    /// <summary>Why a value can't be written, in words; null where it can.</summary>
    public static string? Problem(in ValueForm form, PointValue value)
    {
        if (value.Kind != ValueKind.Text) return $"a text is expected, not {ModbusValueCodec.Shown(value)}";
        var text = value.AsText;
        if (text.Length > form.Length)
            return $"the text has {text.Length} characters, and there is room for {form.Length}";
        foreach (var character in text)
            if (char.IsControl(character) || character > byte.MaxValue)
                return $"the text has the character U+{(int)character:X4}, and only printable ones of ISO 8859-1 can "
                    + "be written";
        return text is [.., ' '] ? "the text ends with a blank, which could not be told from filling" : null;
    }

    private static void Ordered(in ValueForm form, Span<byte> bytes)
    {
        if (form.Order != WordOrder.BADC) return;
        for (var i = 0; i + 1 < bytes.Length; i += 2) (bytes[i], bytes[i + 1]) = (bytes[i + 1], bytes[i]);
    }
}
