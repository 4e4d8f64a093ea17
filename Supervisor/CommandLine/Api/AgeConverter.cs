using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>Ages as seconds.</summary>
public sealed class AgeConverter : JsonConverter<TimeSpan?>
{
    public override TimeSpan? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number => TimeSpan.FromSeconds(reader.GetDouble()),
            _ when TimeSpan.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out var age) => age,
            _ => throw new JsonException("An age is a number of seconds."),
        };

    public override void Write(Utf8JsonWriter writer, TimeSpan? value, JsonSerializerOptions options)
    {
        if (value is { } age) writer.WriteNumberValue(age.TotalSeconds);
        else writer.WriteNullValue();
    }
}
