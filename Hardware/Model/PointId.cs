using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>The id of a point within its device: a <see cref="Name"/>.</summary>
[JsonConverter(typeof(ParsedTextConverter<PointId>))]
public sealed record PointId : IParsedText<PointId>
{
    /// <exception cref="FormatException">The text is no <see cref="Name"/>.</exception>
    public PointId(string value) => Value = Name.Checked(value, "point");

    public string Value { get; }

    public static PointId Parse(string text) => new(text);

    public override string ToString() => Value;
}
