namespace Understudy.Supervisor.Plant;

/// <summary>The words plant files use for the values of an enumeration: <c>int16</c>, <c>whenDown: busy</c>,
/// <c>CDAB</c>.</summary>
internal static class PlantWord
{
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return name.All(char.IsAsciiLetterUpper) ? name : char.ToLowerInvariant(name[0]) + name[1..];
    }

    public static T? Parse<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Of(value) == word)
                return value;
        return null;
    }

    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(Of);
}
