using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>
/// The id of a request: the client's idempotency key, or a new one. It can stand as one segment of a path.
/// </summary>
[JsonConverter(typeof(ParsedTextConverter<RequestId>))]
public sealed record RequestId : IParsedText<RequestId>
{
    public const int LengthMax = 128;
    public const string Rule = "1 to 128 visible ASCII characters, no space, no '/', not only dots";

    /// <exception cref="FormatException">The text is not of that <see cref="Rule"/>.</exception>
    public RequestId(string value)
    {
        if (!IsValid(value)) throw new FormatException($"A request id is {Rule}.");
        Value = value;
    }

    public string Value { get; }

    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= LengthMax && !text.ContainsAnyExceptInRange('!', '~')
        && !text.Contains('/') && text.ContainsAnyExcept('.');

    public static RequestId Parse(string text) => new(text);

    public override string ToString() => Value;
}
