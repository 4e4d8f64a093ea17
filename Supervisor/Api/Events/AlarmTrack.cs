using Understudy.Supervisor.Api.Bodies;

namespace Understudy.Supervisor.Api.Events;

/// <summary>What happened to alarms and is still to be told, in its order.</summary>
internal sealed class AlarmTrack : EventTrack
{
    /// <summary>One more, and the oldest is left out and counted.</summary>
    public const int WaitingMax = 256;

    private readonly Queue<AlarmEventBody> _waiting = [];
    private int _skipped;

    public void Add(AlarmEventBody body)
    {
        _waiting.Enqueue(body);
        if (_waiting.Count <= WaitingMax) return;
        _waiting.Dequeue();
        _skipped++;
    }

    public override void Take(List<EventBody> events, TimeSpan now)
    {
        Due = null;
        while (_waiting.TryDequeue(out var body))
        {
            events.Add(body with { Skipped = _skipped });
            _skipped = 0;
        }
    }
}
