using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Understudy.ShadowActors.Actors;

/// <summary>
/// When each device of a gateway was last heard while it was served, on the uptime clock. Written by the shadows, read
/// by the gateway when it proves its claim; a message for each reading would cost more than the reading. By the
/// names of journals, which stay when devices are renamed.
/// </summary>
public sealed class ContactBoard
{
    private readonly ConcurrentDictionary<string, Contact> _contacts = new(StringComparer.Ordinal);

    /// <summary>A contact is never taken back: an earlier one changes nothing.</summary>
    public void Set(string journal, TimeSpan at) => _contacts.GetOrAdd(journal, static _ => new Contact()).Set(at);

    public TimeSpan? Find(string journal) =>
        _contacts.TryGetValue(journal, out var contact) && contact.IsSet ? contact.At : null;

    public void Forget(string journal) => _contacts.TryRemove(journal, out _);

    /// <summary>How long ago, in milliseconds, by the names of the devices' journals.</summary>
    public ImmutableSortedDictionary<string, long> AgesMs(TimeSpan now) => _contacts
        .Where(pair => pair.Value.IsSet)
        .ToImmutableSortedDictionary(
            pair => pair.Key, pair => (long)(now - pair.Value.At).TotalMilliseconds, StringComparer.Ordinal);

    /// <summary>Set in place: a reading costs no allocation.</summary>
    private sealed class Contact
    {
        private long _ticks = long.MinValue;

        public bool IsSet => Volatile.Read(ref _ticks) != long.MinValue;

        public TimeSpan At => TimeSpan.FromTicks(Volatile.Read(ref _ticks));

        public void Set(TimeSpan at)
        {
            for (var known = Volatile.Read(ref _ticks); known < at.Ticks;)
            {
                var before = Interlocked.CompareExchange(ref _ticks, at.Ticks, known);
                if (before == known) return;
                known = before;
            }
        }
    }
}
