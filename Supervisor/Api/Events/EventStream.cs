using Akka.Actor;

namespace Understudy.Supervisor.Api.Events;

/// <summary>What one client is told, over one connection after another. Its changing parts are touched under the lock
/// of <see cref="KeptStreams"/> only.</summary>
/// <param name="query">What was asked for, as it was written.</param>
internal sealed class EventStream(string id, string query, IActorRef subscription)
{
    public string Id { get; } = id;

    public string Query { get; } = query;

    public IActorRef Subscription { get; } = subscription;

    /// <summary>Null: there is none, and it is kept for a while.</summary>
    public EventClient? Client { get; set; }

    /// <summary>Its end, while it has no client.</summary>
    public ITimer? End { get; set; }
}
