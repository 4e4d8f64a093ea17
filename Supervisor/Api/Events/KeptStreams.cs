using System.Diagnostics.CodeAnalysis;

namespace Understudy.Supervisor.Api.Events;

/// <summary>The streams of events that can be gone on with: those that have a client, and for a while those that lost
/// theirs. Safe for several threads.</summary>
/// <param name="end">Called once for each stream that is not kept any more, outside the lock.</param>
internal sealed class KeptStreams(TimeProvider time, Action<EventStream> end)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, EventStream> _streamById = new(StringComparer.Ordinal);

    /// <summary>Without a client, the one that lost it first in front.</summary>
    private readonly LinkedList<EventStream> _alone = [];

    public void Add(EventStream stream, EventClient client)
    {
        lock (_lock)
        {
            _streamById.Add(stream.Id, stream);
            stream.Client = client;
        }
    }

    /// <summary>A client comes back for its stream. Nobody else gets it from here on.</summary>
    /// <param name="before">The connection that it still had; null: none.</param>
    public bool TryTake(
        string id, string query, EventClient client, [NotNullWhen(true)] out EventStream? stream,
        out EventClient? before)
    {
        lock (_lock)
        {
            before = null;
            if (!_streamById.TryGetValue(id, out stream) || stream.Query != query) return false;
            before = stream.Client;
            stream.Client = client;
            stream.End?.Dispose();
            stream.End = null;
            _alone.Remove(stream);
            return true;
        }
    }

    /// <summary>The client has gone without a word: it may come back.</summary>
    public void Keep(EventStream stream, EventClient client)
    {
        EventStream? oldest = null;
        lock (_lock)
        {
            // It has come back already.
            if (stream.Client != client) return;
            stream.Client = null;
            stream.End = time.CreateTimer(
                _ => TimeOver(stream), null, ApiLimits.EventStreamKeptTime, Timeout.InfiniteTimeSpan);
            _alone.AddLast(stream);
            if (_alone.Count > ApiLimits.EventStreamsKeptMax) Remove(oldest = _alone.First!.Value);
        }

        if (oldest is not null) end(oldest);
    }

    /// <summary>There is nothing to come back for.</summary>
    public void End(EventStream stream, EventClient client)
    {
        lock (_lock)
        {
            if (stream.Client != client) return;
            Remove(stream);
        }

        end(stream);
    }

    private void TimeOver(EventStream stream)
    {
        lock (_lock)
        {
            if (stream.End is null) return;
            Remove(stream);
        }

        end(stream);
    }

    private void Remove(EventStream stream)
    {
        _streamById.Remove(stream.Id);
        _alone.Remove(stream);
        stream.End?.Dispose();
        stream.End = null;
    }
}
