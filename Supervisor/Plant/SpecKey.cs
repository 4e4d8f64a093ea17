namespace Understudy.Supervisor.Plant;

/// <summary>A key of a declared thing with its value, as a plant file writes them.</summary>
/// <param name="Part">The point or command that it is of, for example <c>points.speed</c>; empty for the thing's own.
/// </param>
/// <param name="Value">Null: not given, and without default.</param>
internal readonly record struct SpecKey(string Part, string Key, string? Value)
{
    public string Path => Part.Length == 0 ? Key : $"{Part}.{Key}";
}
