using System.Text;

namespace Understudy.Supervisor.Plant.Tags;

/// <summary><c>values</c> in one cell: <c>0=off;1=on</c>. In a name, a backslash stands before a semicolon, before
/// another backslash and before a blank at its beginning or end.</summary>
internal static class NamesCell
{
    private const char Escape = '\\';

    public static string Of(IEnumerable<(string Raw, string Name)> names) =>
        string.Join(';', names.Select(known => $"{known.Raw}={Escaped(known.Name)}"));

    /// <summary>False where a piece has no <c>=</c>.</summary>
    public static bool TryParse(string cell, out List<(string Raw, string Name)> names)
    {
        names = [];
        foreach (var piece in Pieces(cell))
        {
            var equals = piece.IndexOf('=');
            if (equals < 0) return false;
            names.Add((piece[..equals].Trim(), Unescaped(piece[(equals + 1)..])));
        }

        return true;
    }

    private static string Escaped(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var isEdge = i == 0 || i == name.Length - 1;
            if (name[i] is ';' or Escape || (isEdge && char.IsWhiteSpace(name[i]))) text.Append(Escape);
            text.Append(name[i]);
        }

        return text.ToString();
    }

    private static string Unescaped(string text)
    {
        var name = new StringBuilder();
        text = text.TrimStart();
        var keptLength = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var isEscaped = text[i] == Escape && i + 1 < text.Length;
            if (isEscaped) i++;
            name.Append(text[i]);
            if (isEscaped || !char.IsWhiteSpace(text[i])) keptLength = name.Length;
        }

        return name.ToString(0, keptLength);
    }

    /// <summary>Empty ones, as after a semicolon at the end, are none.</summary>
    private static IEnumerable<string> Pieces(string cell)
    {
        var (start, isEscaped) = (0, false);
        for (var i = 0; i <= cell.Length; i++)
        {
            if (i == cell.Length || (cell[i] == ';' && !isEscaped))
            {
                if (!string.IsNullOrWhiteSpace(cell[start..i])) yield return cell[start..i];
                start = i + 1;
            }

            isEscaped = i < cell.Length && cell[i] == Escape && !isEscaped;
        }
    }
}
