namespace Understudy.Hardware.Drivers;

/// <summary>
/// What one incarnation of a driver holds: files, handles, timers. Whatever is still listed when the incarnation ends
/// is released for it, newest first. Bounded: a driver that asks for more than <see cref="EntriesMax"/> has failed.
/// Safe for several threads.
/// </summary>
public sealed class ResourceLedger
{
    public const int EntriesMax = 1024;

    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    /// <summary>Lists a resource. Disposing the returned entry releases it and takes it off the list.</summary>
    /// <exception cref="InvalidOperationException">The ledger is full, or the incarnation has ended; the resource is
    /// disposed first.</exception>
    public IDisposable Enter(string name, IDisposable resource)
    {
        var entry = new Entry(this, name, resource);
        lock (_lock)
        {
            if (!_closed && _entries.Count < EntriesMax)
            {
                _entries.Add(entry);
                return entry;
            }
        }

        resource.Dispose();
        throw new InvalidOperationException(
            _closed ? $"The incarnation has ended; '{name}' was released." : $"More than {EntriesMax} resources.");
    }

    /// <summary>Ends the incarnation: releases what is still listed and tells what that was, with the error where
    /// releasing failed. A second call finds nothing.</summary>
    public IReadOnlyList<(string Name, Exception? Error)> ReleaseAll()
    {
        Entry[] left;
        lock (_lock)
        {
            _closed = true;
            left = [.. _entries];
            _entries.Clear();
        }

        Array.Reverse(left);
        return [.. left.Select(entry => (entry.Name, entry.Release()))];
    }

    private sealed class Entry(ResourceLedger ledger, string name, IDisposable resource) : IDisposable
    {
        public string Name { get; } = name;

        public void Dispose()
        {
            bool listed;
            lock (ledger._lock) listed = ledger._entries.Remove(this);
            if (listed) resource.Dispose();
        }

        public Exception? Release()
        {
            try
            {
                resource.Dispose();
                return null;
            }
            catch (Exception error)
            {
                return error;
            }
        }
    }
}
