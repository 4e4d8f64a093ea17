using System.Text.Json;
using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>JSON for ids: a string, also as a property name.</summary>
public sealed class ParsedTextConverter<T> : JsonConverter<T>
    where T : class, IParsedText<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parsed(reader.GetString());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    public override T ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parsed(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString()!);

    private static T Parsed(string? text)
    {
        try
        {
            return T.Parse(text ?? "");
        }
        catch (FormatException error)
        {
            throw new JsonException(error.Message, error);
        }
    }
}
