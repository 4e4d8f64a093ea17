using System.Globalization;
using Understudy.Hardware.Model;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads single values as YAML 1.2 means them: <c>true</c>, <c>12</c>, <c>0x1F</c>, <c>0.5</c>.</summary>
internal static class PlantScalar
{
    public static bool? Boolean(TextNode node) => node switch
    {
        { IsQuoted: true } => null,
        { Text: "true" } => true,
        { Text: "false" } => false,
        _ => null,
    };

    public static long? Integer(TextNode node)
    {
        if (node.IsQuoted) return null;
        var isHex = node.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var text = isHex ? node.Text.AsSpan(2) : node.Text;
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.AllowLeadingSign;
        // A hexadecimal number of 16 digits could come out negative.
        if (isHex && text.Length > 8) return null;
        return long.TryParse(text, style, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    /// <summary>A finite number.</summary>
    public static double? Number(TextNode node)
    {
        if (node.IsQuoted) return null;
        if (Integer(node) is { } integer) return integer;
        const NumberStyles style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(node.Text, style, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;
    }

    /// <summary>The value a point would have: boolean, integer, real; null for what is none of them.</summary>
    public static PointValue? Value(TextNode node) =>
        Boolean(node) is { } boolean ? PointValue.Of(boolean)
        : Integer(node) is { } integer ? PointValue.Of(integer)
        : Number(node) is { } number ? PointValue.Of(number)
        : null;
}
