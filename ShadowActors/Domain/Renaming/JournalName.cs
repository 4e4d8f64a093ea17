using System.Collections.Immutable;

namespace Understudy.ShadowActors.Domain.Renaming;

/// <summary>What the journal of a renamed gateway or device is called. A journal keeps its first name for ever: what is
/// in it, in archives and in the fence of its numbers is not touched when its owner is renamed.</summary>
/// <param name="Id">Of a gateway its id; of a device its gateway's journal, a slash and its id there.</param>
/// <param name="Journal">In the same form, the first id that it had; with <c>+2</c> and so on behind an id whose first
/// owner has it still.</param>
/// <param name="Was">What <c>was</c> said in the plant that was applied last: it has been acted upon.</param>
/// <param name="Formerly">Ids that the journal's owner had before, oldest first.</param>
/// <param name="NotRun">Why <c>was</c> could not be acted upon; then it is not run. Null: nothing is wrong.</param>
public sealed record JournalName(
    string Id, string Journal, ImmutableArray<string> Was, ImmutableArray<string> Formerly, string? NotRun = null)
{
    /// <summary>One more, and the oldest is forgotten: it is then not answered that it was renamed.</summary>
    public const int FormerlyMax = 16;

    /// <summary>There is nothing to remember.</summary>
    public bool IsPlain() => Journal == Id && Was.IsEmpty && Formerly.IsEmpty && NotRun is null;

    /// <summary>The journal under another id.</summary>
    public JournalName Renamed(string to, ImmutableArray<string> was) => new(
        to, Journal, was,
        [.. Formerly.Where(id => id != to && id != Id).Append(Id).TakeLast(FormerlyMax)]);
}
