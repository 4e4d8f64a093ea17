using System.Text;

namespace Understudy.Tests.Supervisor.Tracing;

/// <summary>What a test looks at of a span.</summary>
internal sealed record CollectedSpan(
    string TraceId, string Id, string ParentId, string Name, IReadOnlyDictionary<string, string> Attributes)
{
    // Span { 1: trace_id, 2: span_id, 4: parent_span_id, 5: name, 9: KeyValue { 1: key, 2: AnyValue } }
    public static CollectedSpan Of(byte[] span) => new(
        Hex(span, 1),
        Hex(span, 2),
        Hex(span, 4),
        Text(span, 5),
        Protobuf.Fields(span, 9).ToDictionary(pair => Text(pair, 1), pair => Value(Protobuf.Fields(pair, 2).Single())));

    // AnyValue { 1: string_value, 3: int_value }
    private static string Value(byte[] any) =>
        Protobuf.Fields(any, 1).Select(Encoding.UTF8.GetString).FirstOrDefault()
        ?? Protobuf.Numbers(any, 3).Select(number => $"{number}").FirstOrDefault()
        ?? "";

    private static string Hex(byte[] message, int field) =>
        Convert.ToHexString(Protobuf.Fields(message, field).FirstOrDefault() ?? []);

    private static string Text(byte[] message, int field) =>
        Encoding.UTF8.GetString(Protobuf.Fields(message, field).FirstOrDefault() ?? []);
}
