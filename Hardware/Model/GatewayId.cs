using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>The id of a gateway: a <see cref="Name"/>.</summary>
[JsonConverter(typeof(ParsedTextConverter<GatewayId>))]
public sealed record GatewayId : IParsedText<GatewayId>
{
    /// <exception cref="FormatException">The text is no <see cref="Name"/>.</exception>
    public GatewayId(string value) => Value = Name.Checked(value, "gateway");

    public string Value { get; }

    public static GatewayId Parse(string text) => new(text);

    public override string ToString() => Value;
}
