using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace Understudy.Tests.Supervisor.Plant.Tags;

/// <summary>Generated points as plant files declare them, all valid and none over another.</summary>
internal static class TagProfiles
{
    private const int RegistersPerPoint = 16;

    // Everything that means something in YAML, in CSV, in a cell of names or in a spreadsheet, and blanks.
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.OneOf(
            "off", "null", "true", "7", "-1", "=1+1", "@SUM(A1)", "+", "-", "'=", "''-", "\\", "a;b", "\\;", "0=on",
            " ", " a ", "\"", "é", "x: y", "#", "{a}", "a, b", "\uFEFF", "\u2028", "\u00A0"),
        Gen.Char[' ', '~'].Array[1, 8].Select(characters => new string(characters)));

    private static readonly Gen<string> Values = Gen.Select(Name.Array[1, 6], Gen.Int[-3, 3], (names, first) =>
    {
        var entries = names.Distinct().Select((name, i) => $"{first + i}: {JsonSerializer.Serialize(name)}");
        return $"{{{string.Join(", ", entries)}}}";
    });

    private static readonly Gen<string> Number = Gen.OneOf(
        Option("scale", "0.1", "1e-3", "1", "0x10"),
        Option("offset", "0", "-40", "0.5"),
        Option("range", "[0, 1]", "[-1.5, 2]", "[-1e2, 100]"));

    private static readonly Gen<string> Measured = Gen.Select(
        Option("unit", "Cel", "\"%\"", "\"1\"", "\"{parts}\"", "/min", "\"'\"", "kW.h"),
        Option("scan", "fast", "slow", "250ms"),
        Option("staleAfter", "5s", "750ms", "1500ms"),
        (unit, scan, stale) => unit + scan + stale);

    private static readonly Gen<string> Role = Gen.OneOf(
        Gen.Const(", role: measurement"),
        Gen.Select(
            Option("replay", "restore", "always", "never"), Option("whenDown", "block", "busy", "queue, ttl: 30s"),
            Option("repeatable", "true", "false"), Option("overlay"),
            (replay, down, repeatable, overlay) => $", role: configuration{replay}{down}{repeatable}{overlay}"),
        Option("whenDown", "busy", "queue, ttl: 5000ms").Select(down => $", role: output{down}"),
        Gen.OneOf(", role: trigger", ", role: heartbeat, whenDown: busy"));

    private static readonly Gen<string> Kept = Gen.OneOf(
        "", ", overlay: offset", ", record: none", ", record: change, deadband: 0.5, overlay: offset",
        ", deadband: 0, recordAtLeast: 60s");

    private static readonly Gen<string> Order = Option("order", "ABCD", "CDAB", "BADC", "DCBA");

    private static readonly Gen<Func<int, string>> Point = Gen.OneOf(
        Gen.Select(Gen.OneOf("coil", "holding"), Role, Measured, (table, role, measured) =>
            At(table, table == "coil" ? "" : ".3", $"{role}{measured}")),
        Measured.Select(measured => At("discrete", "", $", type: bool{measured}")),
        Gen.Select(
            Gen.OneOf("int32", "float32", "float64", "int64"), Order, Number, Measured, Kept,
            (type, order, number, measured, kept) =>
                At("input", "", $", type: {type}{order}{number}{measured}{kept}")),
        Gen.Select(Gen.OneOf("int32", "float32"), Order, Number, Role, (type, order, number, role) =>
            At("holding", "", $", type: {type}{order}{number}{role}")),
        Gen.Select(Number, Role, (number, role) => At("holding", "", $", type: int16{number}{role}")),
        Gen.Select(Values, Role, (values, role) => At("holding", "", $", type: int16, values: {values}{role}")),
        Gen.Select(Gen.Int[1, 30], Role, (length, role) =>
            At("holding", "", $", type: string, order: BADC, length: {length}{role}")),
        Gen.Select(Values, Order, Number, Role, (values, order, number, role) => (Func<int, string>)(i =>
            $"{{fields: {{b: {{at: holding/{i + 2}, type: int16, values: {values}}}, "
            + $"a: {{at: holding/{i}, type: float32{order}{number}, unit: Cel}}}}{role}}}")));

    /// <summary>Of a profile without any other key.</summary>
    public static readonly Gen<string[]> Points = Point.Array[1, 12].Select(points =>
    {
        var lines = points.Select((point, i) => $"p{i}: {point(i * RegistersPerPoint)}").ToArray();
        for (var i = 1; i < lines.Length; i++)
            if (lines[i].Contains("role: configuration") && lines[i - 1].Contains("role: configuration"))
                lines[i] = $"{lines[i][..^1]}, after: [p{i - 1}]}}";
        return lines;
    });

    private static Func<int, string> At(string table, string bit, string rest) =>
        address => string.Create(CultureInfo.InvariantCulture, $"{{at: {table}/{address}{bit}{rest}}}");

    private static Gen<string> Option(string key, params string[] values) =>
        Gen.OneOf(["", .. values.Select(value => $", {key}: {value}")]);
}
