using System.Text.RegularExpressions;

namespace Understudy.Supervisor.Plant.Tags;

/// <summary>A spreadsheet takes a cell that begins with <c>=</c>, <c>+</c>, <c>-</c> or <c>@</c> for a formula. Such a
/// text gets an apostrophe in front, which makes it a text there; reading takes it away. Numbers stay.</summary>
internal static partial class CellGuard
{
    public static string Guarded(string cell) =>
        FormulaLike().IsMatch(cell) && !Number().IsMatch(cell) ? $"'{cell}" : cell;

    public static string Unguarded(string cell) => GuardedLike().IsMatch(cell) ? cell[1..] : cell;

    // Texts that have apostrophes already get one more, so that each text has one guarded form.
    [GeneratedRegex(@"^'*[=+\-@\t\r]")]
    private static partial Regex FormulaLike();

    [GeneratedRegex(@"^'+[=+\-@\t\r]")]
    private static partial Regex GuardedLike();

    [GeneratedRegex(@"^[+-]?[0-9]*\.?[0-9]+([eE][+-]?[0-9]+)?\z")]
    private static partial Regex Number();
}
