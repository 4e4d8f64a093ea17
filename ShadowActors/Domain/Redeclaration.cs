using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Domain;

/// <summary>What of a device's declaration changed, for people.</summary>
internal static class Redeclaration
{
    /// <summary>Points and commands that are named; of more it is said how many.</summary>
    public const int NamesMax = 10;

    public static string Words(DeviceSpec before, DeviceSpec now)
    {
        List<string> changed =
        [
            .. Changes(before.Points, now.Points, point => point.Id.Value),
            .. Changes(before.Commands, now.Commands, command => command.Id.Value),
        ];
        if (!(before with { Points = now.Points, Commands = now.Commands }).Equals(now))
            changed.Insert(0, "the device");
        if (changed.Count == 0) return "the order of its points";
        var more = changed.Count > NamesMax ? $" and {changed.Count - NamesMax} more" : "";
        return string.Join(", ", changed.Take(NamesMax)) + more;
    }

    private static IEnumerable<string> Changes<T>(
        IReadOnlyList<T> before, IReadOnlyList<T> now, Func<T, string> name)
        where T : notnull
    {
        var old = before.ToDictionary(name);
        foreach (var one in now)
            if (!old.Remove(name(one), out var known)) yield return $"+{name(one)}";
            else if (!known.Equals(one)) yield return name(one);
        foreach (var gone in old.Keys) yield return $"-{gone}";
    }
}
