using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Understudy.Supervisor.Plant;

/// <summary>The keys that one kind of mapping in a plant file knows.</summary>
/// <param name="what">What the mapping is, as it is called in messages and in the schema.</param>
public sealed class KeySet(string what, params ImmutableArray<string> keys)
{
    private readonly FrozenSet<string> _known = keys.ToFrozenSet(StringComparer.Ordinal);

    public string What { get; } = what;

    public ImmutableArray<string> Keys { get; } = keys;

    public bool Knows(string key) => _known.Contains(key);
}
