using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Understudy.Supervisor.Api.Events;

/// <summary>The id of one event: <c>run.stream.number</c>. A client gives back the last one it got.</summary>
/// <param name="Run">Of the node: another one at each of its starts.</param>
/// <param name="Stream">One of all streams that the node ever began.</param>
/// <param name="Number">Counts the stream's events; 0 stands before the first.</param>
public readonly record struct EventId(string Run, string Stream, long Number)
{
    /// <summary>No id of ours is longer.</summary>
    public const int LengthMax = 100;

    public static bool TryParse(string text, [NotNullWhen(true)] out EventId? id)
    {
        id = null;
        if (text.Length > LengthMax || text.Split('.') is not [{ Length: > 0 } run, { Length: > 0 } stream, var number])
            return false;
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var counted)) return false;
        id = new EventId(run, stream, counted);
        return true;
    }

    public override string ToString() => $"{Run}.{Stream}.{Number.ToString(CultureInfo.InvariantCulture)}";
}
