using System.Globalization;
using System.Text.Json;
using Understudy.Hardware.Model;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>Values as people read and type them.</summary>
public static class ValueText
{
    public const string None = "no value";

    /// <summary>On one line: a device's text may hold anything, and a terminal must not act on it.</summary>
    public static string Of(PointValue? value) => OneLine(value?.ToString() ?? None);

    /// <summary>Control characters as <c>\x0A</c>.</summary>
    public static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(Shown)) : text;

    private static string Shown(char character) =>
        char.IsControl(character) ? $"\\x{(int)character:X2}" : character.ToString();

    /// <summary>
    /// What a person typed: <c>true</c> and <c>false</c>, an integer, a real, a structure as JSON, or a text. Quotes
    /// make a text of anything; they are needed only where the text would be read as something else.
    /// </summary>
    /// <exception cref="CommandFailedException">It begins as a structure and is none.</exception>
    public static PointValue Typed(string text)
    {
        if (text.StartsWith('{')) return Structure(text);
        if (text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0]) return PointValue.Of(text[1..^1]);
        if (bool.TryParse(text, out var boolean)) return PointValue.Of(boolean);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            return PointValue.Of(integer);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            ? PointValue.Of(real)
            : PointValue.Of(text);
    }

    private static PointValue Structure(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, WordsJson.Default.PointValue);
        }
        catch (JsonException error)
        {
            throw new CommandFailedException(
                CommandExit.BadInput,
                $"{json} is no structure, which is JSON such as {{\"target\": 77.5, \"time\": 30}}: {error.Message}",
                error);
        }
    }
}
