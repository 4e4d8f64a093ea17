using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// The line of events on their way into the journal: at most one batch under way, and one that gathers meanwhile. What
/// was decided to follow a batch follows when that batch is durable, never before.
/// </summary>
public sealed record AppendLine(AppendLine.Batch? UnderWay, AppendLine.Batch Gathering)
{
    public static AppendLine Starting(long firstNumber) => new(null, new Batch(firstNumber, [], []));

    public AppendLine Record(ShadowEvents.ShadowEvent happened) =>
        this with { Gathering = Gathering with { Events = Gathering.Events.Add(happened) } };

    /// <summary>Adds what follows when all that is recorded so far is durable.</summary>
    public AppendLine Then(Continuations.Continuation continuation) =>
        Gathering.Events.IsEmpty && UnderWay is not null
            ? this with { UnderWay = UnderWay with { After = UnderWay.After.Add(continuation) } }
            : this with { Gathering = Gathering with { After = Gathering.After.Add(continuation) } };

    public AppendLine Without(Continuations.Continuation continuation) => new(
        UnderWay is null ? null : UnderWay with { After = UnderWay.After.Remove(continuation) },
        Gathering with { After = Gathering.After.Remove(continuation) });

    /// <summary>It waits for a batch to be durable.</summary>
    public bool IsFollowedBy(Continuations.Continuation continuation) =>
        Gathering.After.Contains(continuation) || UnderWay?.After.Contains(continuation) == true;

    /// <summary>The order of this restart waits for its batch to be durable.</summary>
    public bool IsFollowedByRestart(RequestId request) =>
        (UnderWay?.After ?? []).Concat(Gathering.After)
            .OfType<Continuations.Restart>().Any(restart => restart.Request == request);

    /// <summary>The drills that wait for their batch to be durable.</summary>
    public IEnumerable<Continuations.Inject> Drills() =>
        (UnderWay?.After ?? []).Concat(Gathering.After).OfType<Continuations.Inject>();

    /// <summary>Something of this request is recorded and not yet durable.</summary>
    public bool IsOnItsWay(RequestId request) => FirstOnItsWay(request) is not null;

    /// <summary>What comes next into the journal of this request; null: nothing.</summary>
    public ShadowEvents.ShadowEvent? FirstOnItsWay(RequestId request) =>
        UnderWay?.Events.Find(happened => RequestOf(happened) == request)
        ?? Gathering.Events.Find(happened => RequestOf(happened) == request);

    /// <summary>True when a batch can be sent to the journal.</summary>
    public bool CanSend => UnderWay is null && !Gathering.Events.IsEmpty;

    /// <summary>What was gathered goes under way.</summary>
    public AppendLine Send(TimeSpan at) =>
        new(Gathering with { HandedAt = at }, new Batch(Gathering.Number + 1, [], []));

    /// <summary>The batch under way is durable.</summary>
    public AppendLine Done() => this with { UnderWay = null };

    /// <summary>By this input it is known that the batch is in the journal.</summary>
    public static bool IsDurable(Batch batch, Shadow before, ShadowInputs.Input input) => input switch
    {
        ShadowInputs.Appended appended => appended.Number == batch.Number,
        ShadowInputs.JournalRecovered recovered => recovered.State.Claim?.Claim == before.Own.Claim
            && recovered.State.Append >= batch.Number,
        _ => false,
    };

    private static RequestId? RequestOf(ShadowEvents.ShadowEvent happened) => happened switch
    {
        ShadowEvents.RequestDispatched sent => sent.Request,
        ShadowEvents.RequestQueued queued => queued.Request,
        ShadowEvents.RequestSettled settled => settled.Request,
        ShadowEvents.DispatchVoided voided => voided.Request,
        ShadowEvents.RequestQuarantined quarantined => quarantined.Request,
        _ => null,
    };

    /// <param name="Number">Counts the appends of the stream.</param>
    /// <param name="HandedAt">When it was handed to the journal, on the uptime clock. What it authorises counts from
    /// here: a successor's claim may follow it at once, however late its acknowledgement is looked at.</param>
    public sealed record Batch(
        long Number,
        ImmutableList<ShadowEvents.ShadowEvent> Events,
        ImmutableList<Continuations.Continuation> After,
        TimeSpan HandedAt = default);
}
