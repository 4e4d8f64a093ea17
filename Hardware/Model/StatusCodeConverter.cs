using System.Text.Json;
using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>JSON for <see cref="StatusCode"/>: its name.</summary>
public sealed class StatusCodeConverter : JsonConverter<StatusCode>
{
    public override StatusCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return StatusCode.FromName(reader.GetString() ?? "");
        }
        catch (FormatException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    public override void Write(Utf8JsonWriter writer, StatusCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Name);
}
