using System.Collections.Immutable;

namespace Understudy.ShadowActors.Domain.Renaming;

/// <summary>Which things go on with what was recorded under another id. All of them change at once, so that two may
/// swap their ids; whatever would leave one thing with two histories, or two things with one, is not done.</summary>
/// <param name="FromOf">By the new id, the old one.</param>
/// <param name="Problems">By the new id, why it does not go on with what the old one had.</param>
public sealed record RenamePlan(
    ImmutableSortedDictionary<string, string> FromOf, ImmutableSortedDictionary<string, string> Problems)
{
    private static readonly ImmutableSortedDictionary<string, string> None =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <param name="wishes">Those that were not acted upon yet.</param>
    /// <param name="isDeclared">Something has this id from now on.</param>
    /// <param name="hasHistory">Something is on record, or may be, under this old id.</param>
    /// <param name="hasBegun">Something is on record under this new id.</param>
    /// <param name="called">An id as people know it.</param>
    public static RenamePlan Of(
        IReadOnlyList<RenameWish> wishes,
        Func<string, bool> isDeclared,
        Func<string, bool> hasHistory,
        Func<string, bool> hasBegun,
        Func<string, string> called)
    {
        var moves = None.ToBuilder();
        var problems = None.ToBuilder();
        foreach (var wish in wishes)
        {
            var known = wish.From.Where(hasHistory).ToList();
            if (known.Count == 1) moves[wish.To] = known[0];
            else if (known.Count > 1) problems[wish.To] = TwoHistories(called(known[0]), called(known[1]));
        }

        while (Blocked() is { Count: > 0 } blocked)
            foreach (var (to, why) in blocked)
            {
                moves.Remove(to);
                problems[to] = why;
            }

        return new RenamePlan(moves.ToImmutable(), problems.ToImmutable());

        // What blocks one may be that another one is blocked.
        List<(string To, string Why)> Blocked()
        {
            var takers = moves.ToLookup(move => move.Value, move => move.Key);
            return
            [
                .. moves.Select(move => (move.Key, Why: Why(move.Key, move.Value, takers)))
                    .Where(move => move.Why is not null)
                    .Select(move => (move.Key, move.Why!)),
            ];
        }

        string? Why(string to, string from, ILookup<string, string> takers)
        {
            if (takers[from].Count() > 1) return $"'{called(from)}' can't be more than one";
            if (isDeclared(from) && !moves.ContainsKey(from))
                return $"'{called(from)}' is still declared and goes on with what is on record of it";
            return hasBegun(to) && !takers[to].Any() ? TwoHistories(called(from), called(to)) : null;
        }
    }

    private static string TwoHistories(string one, string other) =>
        $"both '{one}' and '{other}' are on record, and only one of them can be what goes on";
}
