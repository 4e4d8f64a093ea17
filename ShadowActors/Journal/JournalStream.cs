namespace Understudy.ShadowActors.Journal;

/// <summary>One stream of the journal and what it is folded to.</summary>
/// <param name="Apply">Pure; throws <see cref="ArgumentException"/> for an event that can't be in this stream.</param>
public sealed record JournalStream<TState, TEvent>(
    string PersistenceId, TState Empty, Func<TState, TEvent, TState> Apply)
    where TState : class
    where TEvent : class;
