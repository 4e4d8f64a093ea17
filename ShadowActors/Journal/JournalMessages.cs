using System.Collections.Immutable;

namespace Understudy.ShadowActors.Journal;

/// <summary>What passes between an owner (shadow, gateway, shadow manager) and its journal, a child of it.</summary>
public static class JournalMessages
{
    /// <summary>Append these, in one transaction. The owner has at most one append under way.</summary>
    public sealed record Append<TEvent>(long Number, ImmutableArray<TEvent> Events);

    /// <summary>The append is durable.</summary>
    public sealed record Appended(long Number, long Sequence);

    /// <summary>
    /// The append failed. Surely not written, or in doubt: then the journal reads itself to the end again and reports
    /// <see cref="Recovered{TState}"/>, and until then takes nothing.
    /// </summary>
    public sealed record AppendFailed(long Number, bool InDoubt, string Reason);

    /// <summary>Read to the end: at the start, and after each append in doubt or other trouble. What it holds is what
    /// is durable.</summary>
    public sealed record Recovered<TState>(TState State, long Sequence);

    /// <summary>The journal can't be reached; it is tried again with backoff, for ever.</summary>
    public sealed record Unavailable(string Reason);

    /// <summary>An event can't be read. The journal stops here until somebody looks; it is not tried again.</summary>
    /// <param name="What">Names stream, number, manifest and reason.</param>
    public sealed record Unreadable(string What);
}
