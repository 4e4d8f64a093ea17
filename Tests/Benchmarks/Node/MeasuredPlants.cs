using System.Globalization;
using System.Text;

namespace Understudy.Tests.Benchmarks.Node;

/// <summary>The plants that nodes are measured with.</summary>
internal static class MeasuredPlants
{
    public const int SlowDevices = 10;
    public const int SlowPoints = 100;
    public const int FastPoints = 100;
    public const byte FastUnit = 100;
    public const int LineUnits = 8;

    /// <summary>1,000 points at 1 Hz on ten devices and 100 at 50 Hz on one; every value moves, 0 to 100.</summary>
    /// <param name="keys">Of both scan classes, for example <c>record: none</c>.</param>
    public static string Scanned(int port, string slowKeys, string fastKeys)
    {
        var text = new StringBuilder()
            .AppendLine("gateways:")
            .AppendLine("  bench:")
            .AppendLine(CultureInfo.InvariantCulture, $"    link: {{modbusTcp: 127.0.0.1:{port}, inFlight: 4}}")
            .AppendLine("    scanClasses:")
            .AppendLine(CultureInfo.InvariantCulture, $"      slow: {{period: 1s{slowKeys}}}")
            .AppendLine(CultureInfo.InvariantCulture, $"      fast: {{period: 20ms{fastKeys}}}")
            .AppendLine("    devices:");
        for (var i = 1; i <= SlowDevices; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"      slow{i}: {{profile: slow, unit: {i}}}");
        text.AppendLine(CultureInfo.InvariantCulture, $"      fast: {{profile: fast, unit: {FastUnit}}}")
            .AppendLine("profiles:");
        Profile(text, "slow", SlowPoints);
        Profile(text, "fast", FastPoints);
        return text.ToString();
    }

    /// <summary>Eight units on one line that takes one request at a time, each with a point at 5 Hz.</summary>
    public static string Line(int port)
    {
        var text = new StringBuilder()
            .AppendLine("gateways:")
            .AppendLine("  line:")
            .AppendLine(CultureInfo.InvariantCulture,
                $"    link: {{modbusTcp: 127.0.0.1:{port}, inFlight: 1, responseTime: 500ms}}")
            .AppendLine("    scanClasses: {all: 200ms}")
            .AppendLine("    devices:");
        for (var i = 1; i <= LineUnits; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"      unit{i}: {{profile: one, unit: {i}}}");
        return text
            .AppendLine("profiles:")
            .AppendLine("  one:")
            .AppendLine("    class: measuring")
            .AppendLine("    record: none")
            .AppendLine("    budget: {intensity: 1000, period: 1s, holdTimeMin: 10ms, holdTimeMax: 10ms}")
            .AppendLine("    points: {level: {at: input/0, type: float32, scan: all}}")
            .ToString();
    }

    private static void Profile(StringBuilder text, string name, int points)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"  {name}:")
            .AppendLine("    class: measuring")
            .AppendLine("    points:");
        for (var i = 0; i < points; i++)
            text.AppendLine(
                CultureInfo.InvariantCulture, $"      p{i}: {{at: input/{2 * i}, type: float32, scan: {name}}}");
    }
}
