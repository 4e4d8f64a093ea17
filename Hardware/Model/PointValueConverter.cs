using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>
/// JSON for <see cref="PointValue"/>, so that reading gives back the kind that was written: <c>true</c>, <c>12</c>,
/// <c>12.0</c> (a real always has a point or an exponent), <c>"text"</c>, <c>{"mode":"heating","level":12}</c> (a
/// structure), and <c>{"real":"NaN"}</c>, <c>{"real":"Infinity"}</c>, <c>{"real":"-Infinity"}</c> for what JSON has no
/// number for.
/// </summary>
public sealed class PointValueConverter : JsonConverter<PointValue>
{
    public override PointValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, isField: false);

    public override void Write(Utf8JsonWriter writer, PointValue value, JsonSerializerOptions options)
    {
        switch (value.Kind)
        {
            case ValueKind.Boolean: writer.WriteBooleanValue(value.AsBoolean); break;
            case ValueKind.Integer: writer.WriteNumberValue(value.AsInteger); break;
            case ValueKind.Text: writer.WriteStringValue(value.AsText); break;
            case ValueKind.Real: WriteReal(writer, value.AsReal); break;
            case ValueKind.Structure:
                writer.WriteStartObject();
                foreach (var (name, field) in value.AsStructure.Fields)
                {
                    writer.WritePropertyName(name);
                    Write(writer, field, options);
                }

                writer.WriteEndObject();
                break;
        }
    }

    private static PointValue Read(ref Utf8JsonReader reader, bool isField)
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
            case JsonTokenType.StartObject: return ReadObject(ref reader, isField);
            default: throw new JsonException("A value is true, false, a number, a string or an object of such.");
        }
    }

    private static bool IsReal(ReadOnlySpan<byte> number) => number.ContainsAny((byte)'.', (byte)'e', (byte)'E');

    private static PointValue ReadObject(ref Utf8JsonReader reader, bool isField)
    {
        var fields = ImmutableArray.CreateBuilder<KeyValuePair<string, PointValue>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (name == StructureValue.ReservedName) return ReadSpecial(ref reader, isAlone: fields.Count == 0);
            if (isField) throw new JsonException("A field of a structure is no structure itself.");
            if (fields.Count == StructureValue.FieldsMax)
                throw new JsonException($"A structure has at most {StructureValue.FieldsMax} fields.");
            if (!names.Add(name)) throw new JsonException($"The structure has '{name}' twice.");
            reader.Read();
            fields.Add(KeyValuePair.Create(name, Read(ref reader, isField: true)));
        }

        return PointValue.Of(new StructureValue(fields.DrainToImmutable()));
    }

    private static PointValue ReadSpecial(ref Utf8JsonReader reader, bool isAlone)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
            throw new JsonException("The key 'real' has the value \"NaN\", \"Infinity\" or \"-Infinity\".");
        var real = reader.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var other => throw new JsonException($"'{other}' is not NaN, Infinity or -Infinity."),
        };
        if (!isAlone || !reader.Read() || reader.TokenType != JsonTokenType.EndObject)
            throw new JsonException("A value given as an object with the key 'real' has no other key.");
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
