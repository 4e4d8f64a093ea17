namespace Understudy.Supervisor.Plant;

/// <summary>One thing that is wrong in a plant file.</summary>
/// <param name="File">The file's name as it was given.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
/// <param name="Key">The path of keys to the place, for example <c>profiles.oven.points.sp.type</c>; empty where the
/// text could not be read as YAML.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
public sealed record PlantProblem(string File, int Line, int Column, string Key, string Message)
{
    public override string ToString() =>
        Key.Length == 0 ? $"{File}:{Line}:{Column}: {Message}" : $"{File}:{Line}:{Column}: {Key}: {Message}";
}
