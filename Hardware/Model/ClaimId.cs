using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>
/// Names one ownership of a gateway and its devices by one running process. A later claim ends an earlier one.
/// </summary>
[JsonConverter(typeof(ParsedTextConverter<ClaimId>))]
public sealed record ClaimId : IParsedText<ClaimId>
{
    /// <exception cref="FormatException">The text is empty or longer than 64 characters.</exception>
    public ClaimId(string value) => Value = value.Length is > 0 and <= 64
        ? value
        : throw new FormatException("A claim id has 1 to 64 characters.");

    public string Value { get; }

    public static ClaimId Parse(string text) => new(text);

    public override string ToString() => Value;
}
