using System.Collections.Concurrent;
using Akka.Actor;

namespace Understudy.ShadowActors.Actors;

/// <summary>Which gateway of this node has which journal, so that a renamed one begins when the one under its former id
/// has ended in order. It is no fence: that is the claim in the journal. Safe for use by many threads.</summary>
public sealed class JournalHolders
{
    private readonly ConcurrentDictionary<string, IActorRef> _holderOf = new(StringComparer.Ordinal);

    /// <returns>False: another one has it.</returns>
    public bool Take(string journal, IActorRef gateway) => _holderOf.GetOrAdd(journal, gateway).Equals(gateway);

    /// <summary>Where another one has it, nothing changes.</summary>
    public void GiveBack(string journal, IActorRef gateway) =>
        _holderOf.TryRemove(KeyValuePair.Create(journal, gateway));
}
