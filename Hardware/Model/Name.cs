namespace Understudy.Hardware.Model;

/// <summary>
/// The rule every id of a plant obeys: 1 to 64 characters, letters, digits, '-', '_' and '.', the first one a letter
/// or a digit. Such a name is safe in a path, a URL and a file name. Case counts.
/// </summary>
public static class Name
{
    public const int LengthMax = 64;

    public const string Rule =
        "1 to 64 letters, digits, '-', '_' or '.', beginning with a letter or a digit";

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > LengthMax || !char.IsAsciiLetterOrDigit(text[0])) return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        return true;
    }

    internal static string Checked(string text, string what) =>
        IsValid(text) ? text : throw new FormatException($"'{text}' is not a {what} id: {Rule}.");
}
