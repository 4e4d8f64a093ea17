using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>The id of a command within its device: a <see cref="Name"/>.</summary>
[JsonConverter(typeof(ParsedTextConverter<CommandId>))]
public sealed record CommandId : IParsedText<CommandId>
{
    /// <exception cref="FormatException">The text is no <see cref="Name"/>.</exception>
    public CommandId(string value) => Value = Name.Checked(value, "command");

    public string Value { get; }

    public static CommandId Parse(string text) => new(text);

    public override string ToString() => Value;
}
