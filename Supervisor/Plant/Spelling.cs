namespace Understudy.Supervisor.Plant;

/// <summary>Finds what was probably meant by a misspelt word.</summary>
internal static class Spelling
{
    private const int DistanceMax = 2;
    private const int LengthMax = 64;
    private const int ComparedMax = 200;

    /// <summary>The part of a message that says what was meant or, if nothing is near, what there is.</summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        const int listedMax = 20;
        var words = known.Take(ComparedMax).ToArray();
        if (words.Length == 0) return "none is declared";
        if (Nearest(word, words) is { } nearest) return $"did you mean '{nearest}'?";
        var more = words.Length > listedMax ? $" and {words.Length - listedMax} more" : "";
        return $"there is {string.Join(", ", words.Take(listedMax))}{more}";
    }

    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > LengthMax) return null;
        var (nearest, distance) = known
            .Select(candidate => (candidate, Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .DefaultIfEmpty(("", int.MaxValue))
            .MinBy(pair => pair.Item2);
        return distance <= DistanceMax && distance < Math.Max(word.Length, 2) ? nearest : null;
    }

    /// <summary>Insertions, deletions and replacements from one word to the other; neighbours swapped count 1.</summary>
    internal static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > DistanceMax) return int.MaxValue;
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replaced, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }

        return d[a.Length, b.Length];
    }
}
