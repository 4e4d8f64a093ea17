using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>Gathers what became of the requests that a failure touched.</summary>
internal sealed class RequestStories
{
    private readonly Dictionary<string, DateTimeOffset> _askedAt = [];
    private readonly Dictionary<string, RequestStory> _stories = [];
    private readonly List<string> _order = [];
    private long _omitted;

    /// <summary>What the entries so far say of requests, by the same rules as the device's own state.</summary>
    public ShadowState State { get; private set; } = ShadowState.Empty;

    public Listed<RequestStory> Told => new([.. _order.Select(id => _stories[id])], _omitted);

    public void Add(StreamEntry entry, ShadowEvents.ShadowEvent happened)
    {
        State = State.Apply(happened);
        switch (happened)
        {
            case ShadowEvents.RequestDispatched sent: Sent(entry, sent); break;
            case ShadowEvents.RequestQueued queued: _askedAt.TryAdd(queued.Request.Value, entry.Time); break;
            case ShadowEvents.RequestSettled settled: _askedAt.Remove(settled.Request.Value); break;
        }

        if (RequestOf(happened) is { } request) Refresh(request);
    }

    public void InFlight(ImmutableArray<RequestId> requests)
    {
        foreach (var request in requests) Tell(request, wasInFlight: true);
    }

    /// <summary>It was asked for while no driver served.</summary>
    public void Meanwhile(RequestId request) => Tell(request, wasInFlight: false);

    /// <summary>The request that an event is of.</summary>
    public static RequestId? RequestOf(ShadowEvents.ShadowEvent happened) => happened switch
    {
        ShadowEvents.RequestDispatched sent => sent.Request,
        ShadowEvents.RequestQueued queued => queued.Request,
        ShadowEvents.RequestSettled settled => settled.Request,
        ShadowEvents.DispatchVoided voided => voided.Request,
        ShadowEvents.RequestQuarantined quarantined => quarantined.Request,
        _ => null,
    };

    /// <summary>When the client asked for what is dispatched here.</summary>
    public static DateTimeOffset AskedAt(StreamEntry entry, ShadowEvents.RequestDispatched sent) =>
        entry.Time - TimeSpan.FromMilliseconds(sent.WaitedMs ?? 0);

    private void Sent(StreamEntry entry, ShadowEvents.RequestDispatched sent)
    {
        var id = sent.Request.Value;
        _askedAt.TryAdd(id, AskedAt(entry, sent));
        if (_stories.TryGetValue(id, out var story))
            _stories[id] = story with { Dispatches = story.Dispatches + 1 };
    }

    private void Tell(RequestId request, bool wasInFlight)
    {
        if (_stories.ContainsKey(request.Value)) return;
        if (_order.Count >= PostMortemLimits.RequestsMax)
        {
            _omitted++;
            return;
        }

        var record = State.Requests.GetValueOrDefault(request.Value);
        DateTimeOffset? asked = _askedAt.TryGetValue(request.Value, out var at) ? at : null;
        _order.Add(request.Value);
        _stories[request.Value] = new RequestStory(
            request, null, null, wasInFlight, asked, record is { Verdict: Verdict.Accepted } ? 0 : 1, null, null, null,
            null);
        Refresh(request);
    }

    private void Refresh(RequestId request)
    {
        if (!_stories.TryGetValue(request.Value, out var story)
            || !State.Requests.TryGetValue(request.Value, out var record)) return;
        _stories[request.Value] = story with
        {
            Principal = record.Principal,
            Operation = AskedText.Of(record.Operation),
            Verdict = record.Verdict,
            VerdictAt = record.Time,
            ServedBy = record.ServedBy,
            Reason = record.Reason,
        };
    }
}
