using Understudy.Supervisor.Api.Bodies;

namespace Understudy.Supervisor.Api.Events;

/// <summary>A source of events within an <see cref="EventBuffer"/>, with what it is still to tell.</summary>
internal abstract class EventTrack
{
    /// <summary>It stands in the buffer's line, once.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Its turn has come.</summary>
    public abstract void Take(List<EventBody> events, TimeSpan now);
}
