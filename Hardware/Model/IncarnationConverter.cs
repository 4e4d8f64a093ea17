using System.Text.Json;
using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>JSON for <see cref="Incarnation"/>: its number.</summary>
public sealed class IncarnationConverter : JsonConverter<Incarnation>
{
    public override Incarnation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Incarnation value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Number);
}
