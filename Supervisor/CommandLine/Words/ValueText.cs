using System.Globalization;
using Understudy.Hardware.Model;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>Values as people read and type them.</summary>
public static class ValueText
{
    public const string None = "no value";

    /// <summary>Reals with at most seven digits, so that a 32-bit register does not show its noise.</summary>
    public static string Of(PointValue? value) => value switch
    {
        null => None,
        { Kind: ValueKind.Real } real => real.AsReal.ToString("G7", CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };

    /// <summary>
    /// What a person typed: <c>true</c> and <c>false</c>, an integer, a real, or a text. Quotes make a text of
    /// anything; they are needed only where the text would be read as something else.
    /// </summary>
    public static PointValue Typed(string text)
    {
        if (text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0]) return PointValue.Of(text[1..^1]);
        if (bool.TryParse(text, out var boolean)) return PointValue.Of(boolean);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            return PointValue.Of(integer);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            ? PointValue.Of(real)
            : PointValue.Of(text);
    }
}
