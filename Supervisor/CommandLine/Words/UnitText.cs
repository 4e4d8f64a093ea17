using System.Collections.Frozen;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>UCUM codes as people write them.</summary>
public static class UnitText
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["1"] = "",
        ["Cel"] = "°C",
        ["K/min"] = "K/min",
        ["/min"] = "1/min",
        ["Ohm"] = "Ω",
        ["um"] = "µm",
        ["us"] = "µs",
    }.ToFrozenDictionary();

    public static string Of(string ucum) => Known.TryGetValue(ucum, out var text)
        ? text
        : ucum.Replace('.', '·').Replace("m3", "m³").Replace("m2", "m²").Replace("[degF]", "°F");

    /// <summary>The value with its unit behind it, or the value alone where it has none.</summary>
    public static string WithUnit(string value, string ucum) => Of(ucum) is { Length: > 0 } unit
        ? $"{value} {unit}"
        : value;
}
