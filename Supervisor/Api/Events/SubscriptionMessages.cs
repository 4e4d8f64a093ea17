using Understudy.Supervisor.Api.Bodies;

namespace Understudy.Supervisor.Api.Events;

/// <summary>What passes between a stream and its <see cref="SubscriptionActor"/>; never over the network.</summary>
public static class SubscriptionMessages
{
    /// <summary>The client has taken what it was told. Answered by <see cref="Batch"/> when there is more, or after
    /// <see cref="SubscriptionActor.SilenceMax"/>.</summary>
    public sealed record Pull;

    /// <param name="Events">None: nothing has happened for a while.</param>
    /// <param name="End">Why nothing more follows; null: more follows.</param>
    public sealed record Batch(IReadOnlyList<EventBody> Events, string? End);
}
