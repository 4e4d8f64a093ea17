using Understudy.Supervisor.Api.Bodies;

namespace Understudy.Supervisor.Api.Events;

/// <summary>What passes between a stream and its <see cref="SubscriptionActor"/>; never over the network.</summary>
public static class SubscriptionMessages
{
    /// <summary>The client was written all up to this number. Answered by <see cref="Batch"/> with what comes after it:
    /// at once if that was told already, else when there is more, or after
    /// <see cref="SubscriptionActor.SilenceMax"/>.</summary>
    public sealed record Pull(long After);

    /// <summary>A client comes back that has all up to this number. Answered by <see cref="Resumed"/>.</summary>
    public sealed record Resume(long After);

    /// <param name="HasAll">False: some of what came after it is kept no more.</param>
    public sealed record Resumed(bool HasAll);

    /// <param name="Events">None: nothing has happened for a while.</param>
    /// <param name="End">Why nothing more follows; null: more follows.</param>
    public sealed record Batch(IReadOnlyList<EventBody> Events, string? End);
}
