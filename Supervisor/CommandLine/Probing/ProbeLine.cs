using System.Text.Json.Serialization;
using Understudy.Hardware.Model;

namespace Understudy.Supervisor.CommandLine.Probing;

/// <summary>The lines of <c>probe --json</c>.</summary>
internal static class ProbeLine
{
    /// <param name="Values">By type, then by order; only of types that the registers from here on are read for.</param>
    public sealed record Register(
        string At, string Hex, ushort Uint16, short Int16, Dictionary<string, Dictionary<string, PointValue>>? Values);

    public sealed record Bit(string At, bool Value);

    public sealed record Gap([property: JsonPropertyName("gap")] string Span, string Reason);

    public sealed record Point(
        [property: JsonPropertyName("point")] string Id, string At, string Type, string? Order, PointValue? Value,
        string? Unit, Dictionary<string, PointValue>? Orders, string? OnlyFitting, string? Problem);

    public sealed record Ended([property: JsonPropertyName("ended")] string Reason);
}
