using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>
/// The id of a request: the client's idempotency key, or a new one. 1 to 128 visible ASCII characters without space.
/// </summary>
[JsonConverter(typeof(ParsedTextConverter<RequestId>))]
public sealed record RequestId : IParsedText<RequestId>
{
    public const int LengthMax = 128;

    /// <exception cref="FormatException">The text is empty, too long or has other characters.</exception>
    public RequestId(string value)
    {
        if (!IsValid(value))
            throw new FormatException($"A request id has 1 to {LengthMax} visible ASCII characters and no space.");
        Value = value;
    }

    public string Value { get; }

    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= LengthMax && !text.ContainsAnyExceptInRange('!', '~');

    public static RequestId Parse(string text) => new(text);

    public override string ToString() => Value;
}
