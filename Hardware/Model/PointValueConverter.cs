using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>
/// JSON for <see cref="PointValue"/>, so that reading gives back the kind that was written: <c>true</c>, <c>12</c>,
/// <c>12.0</c> (a real always has a point or an exponent), <c>"text"</c>, and <c>{"real":"NaN"}</c>,
/// <c>{"real":"Infinity"}</c>, <c>{"real":"-Infinity"}</c> for what JSON has no number for.
/// </summary>
public sealed class PointValueConverter : JsonConverter<PointValue>
{
    public override PointValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True: return PointValue.Of(true);
            case JsonTokenType.False: return PointValue.Of(false);
            case JsonTokenType.String: return PointValue.Of(reader.GetString()!);
            case JsonTokenType.Number:
                return IsReal(reader.HasValueSequence ? [.. reader.ValueSequence.First.Span] : reader.ValueSpan)
                    || !reader.TryGetInt64(out var integer)
                        ? PointValue.Of(reader.GetDouble())
                        : PointValue.Of(integer);
            case JsonTokenType.StartObject: return ReadSpecial(ref reader);
            default: throw new JsonException("A value is true, false, a number or a string.");
        }
    }

    public override void Write(Utf8JsonWriter writer, PointValue value, JsonSerializerOptions options)
    {
        switch (value.Kind)
        {
            case ValueKind.Boolean: writer.WriteBooleanValue(value.AsBoolean); break;
            case ValueKind.Integer: writer.WriteNumberValue(value.AsInteger); break;
            case ValueKind.Text: writer.WriteStringValue(value.AsText); break;
            case ValueKind.Real: WriteReal(writer, value.AsReal); break;
        }
    }

    private static bool IsReal(ReadOnlySpan<byte> number) => number.ContainsAny((byte)'.', (byte)'e', (byte)'E');

    private static PointValue ReadSpecial(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("real"u8)
            || !reader.Read() || reader.TokenType != JsonTokenType.String)
            throw new JsonException(
                "A value given as an object is {\"real\": \"NaN\" | \"Infinity\" | \"-Infinity\"}.");
        var real = reader.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var other => throw new JsonException($"'{other}' is not NaN, Infinity or -Infinity."),
        };
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndObject)
            throw new JsonException("A value given as an object has the one key 'real'.");
        return PointValue.Of(real);
    }

    private static void WriteReal(Utf8JsonWriter writer, double real)
    {
        if (double.IsFinite(real))
        {
            var text = real.ToString("R", CultureInfo.InvariantCulture);
            writer.WriteRawValue(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0", skipInputValidation: true);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("real", double.IsNaN(real) ? "NaN" : real > 0 ? "Infinity" : "-Infinity");
        writer.WriteEndObject();
    }
}
