namespace Understudy.ShadowActors.Journal.Store;

/// <summary>Which installation a database belongs to from now on. Pure.</summary>
/// <param name="Taken">It was another one's until now.</param>
internal readonly record struct DatabaseOwner(string Installation, bool Taken)
{
    /// <param name="recorded">Whose it is by its own record; null: nobody's yet.</param>
    /// <param name="isOwn">It lies where that installation had it.</param>
    /// <param name="wanted">What this installation is told to be; null: it may be any.</param>
    /// <param name="fresh">An id that was never there before.</param>
    public static DatabaseOwner Decide(string? recorded, bool isOwn, string? wanted, string fresh) => recorded switch
    {
        null => new DatabaseOwner(wanted ?? fresh, Taken: false),
        _ when isOwn && (wanted is null || IsNamed(recorded, wanted)) => new DatabaseOwner(recorded, Taken: false),
        // Also where both are told the same name: what the other one wrote is told from what this one writes.
        _ => new DatabaseOwner(wanted is null ? fresh : $"{wanted}#{fresh}", Taken: true),
    };

    private static bool IsNamed(string installation, string name) =>
        installation == name || installation.StartsWith($"{name}#", StringComparison.Ordinal);
}
