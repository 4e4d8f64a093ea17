using Understudy.Supervisor.Api.Bodies;

namespace Understudy.Supervisor.Api.Events;

/// <summary>A source of events within an <see cref="EventBuffer"/>, with what it is still to tell.</summary>
internal abstract class EventTrack
{
    /// <summary>When its turn in the buffer's line comes; null: it does not wait.</summary>
    public TimeSpan? Due { get; set; }

    /// <summary>Its turn has come.</summary>
    public abstract void Take(List<EventBody> events, TimeSpan now);
}
