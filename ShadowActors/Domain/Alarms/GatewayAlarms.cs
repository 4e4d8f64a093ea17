using System.Collections.Immutable;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>
/// The alarms of a gateway's own: what its journal says with what is on its way there, and delays. While the journal is
/// away what happens waits for it, so that its absence is on record when it is back. Immutable and pure.
/// </summary>
public sealed record GatewayAlarms
{
    public static readonly GatewayAlarms None = new();

    public ImmutableSortedDictionary<string, AlarmRecord> Book { get; private init; } = AlarmBook.Empty;

    /// <summary>To be recorded, in this order.</summary>
    public ImmutableList<Coming> Waiting { get; private init; } = [];

    private AlarmWatch Watch { get; init; } = AlarmWatch.Empty;

    public bool IsFull => Waiting.Count >= AlarmLimits.WaitingMax;

    /// <summary>When to look again though nothing changes; null: only then.</summary>
    public TimeSpan? NextAt
    {
        get
        {
            var next = Watch.NextAt;
            foreach (var record in Book.Values)
                if (record.Shelf is { } shelf && !(next <= TimeSpan.FromMilliseconds(shelf.UntilUptimeMs)))
                    next = TimeSpan.FromMilliseconds(shelf.UntilUptimeMs);
            return next;
        }
    }

    /// <summary>The journal was read to its end. What is not there is recorded after it.</summary>
    /// <param name="lost">What was under way and is not there.</param>
    public GatewayAlarms Recovered(
        ImmutableSortedDictionary<string, AlarmRecord> durable, IEnumerable<Coming> lost, string boot)
    {
        var next = this with { Book = durable, Waiting = [] };
        foreach (var coming in lost.Concat(Waiting).Where(coming => coming.Note.Principal is null))
            next = next.With(coming.Act, coming.Note, coming.At, coming.UptimeMs, boot, coming.IsTold);
        return next;
    }

    /// <summary>What waits for a journal that is away is told before it is on record, once: people must hear of its
    /// absence while it lasts.</summary>
    public (GatewayAlarms After, ImmutableList<Coming> ToTell) ToldEarly()
    {
        var untold = Waiting.RemoveAll(coming => coming.IsTold || coming.Note.Principal is not null);
        return untold.IsEmpty
            ? (this, untold)
            : (this with
            {
                Waiting =
                [
                    .. Waiting.Select(coming =>
                        coming with { IsTold = coming.IsTold || coming.Note.Principal is null }),
                ],
            }, untold);
    }

    /// <param name="holds">Null: it can't be told now.</param>
    public GatewayAlarms Look(AlarmCondition condition, bool? holds, string message, Moment now, string boot)
    {
        var isActive = Book.GetValueOrDefault(condition.Name)?.IsActive == true;
        var (watch, act) = Watch.Look(condition, condition.Name, isActive, holds, now.Uptime);
        if (act is not { } due) return this with { Watch = watch };
        return IsFull
            ? this
            : (this with { Watch = watch }).With(due, AlarmBook.Told(condition, condition.Name, message), now, boot);
    }

    /// <summary>Something happened and is over, and somebody should know.</summary>
    public GatewayAlarms Happened(AlarmCondition condition, string message, Moment now, string boot)
    {
        if (IsFull) return this;
        var isActive = Book.GetValueOrDefault(condition.Name)?.IsActive == true;
        var (watch, acts) = Watch.Happened(condition.Name, isActive, now.Uptime);
        var next = this with { Watch = watch };
        foreach (var act in acts) next = next.With(act, AlarmBook.Told(condition, condition.Name, message), now, boot);
        return next;
    }

    /// <summary>Alarms whose time on the shelf is over.</summary>
    public GatewayAlarms Unshelve(Moment now, string boot)
    {
        var next = this;
        foreach (var record in Book.Values)
            if (record.Shelf?.IsOver(boot, now.Uptime) == true && !next.IsFull)
                next = next.With(
                    AlarmAct.Unshelved,
                    AlarmBook.Told(AlarmConditions.LinkLost, record.Alarm, record.Message, AlarmOrders.TimeOver),
                    now, boot);
        return next;
    }

    /// <summary>Why not; or what was done: then it waits, if there was anything to do.</summary>
    public (GatewayAlarms After, RefusalKind? Refusal, string Text) Ordered(
        GatewayCommands.ChangeAlarm order, Moment now, string boot)
    {
        var record = Book.GetValueOrDefault(order.Alarm);
        var condition = AlarmConditions.OfGateway.FirstOrDefault(each => each.Name == order.Alarm);
        var (act, refusal, text) = AlarmOrders.Of(order.Order, record, condition is not null);
        if (act is not { } due) return (this, refusal, text);
        var told = AlarmBook.Told(
            condition ?? AlarmConditions.LinkLost, order.Alarm, record?.Message ?? "no alarm stands", order.Principal,
            order.Comment, order.For);
        return (With(due, told, now, boot), null, text);
    }

    /// <summary>All that waits goes under way.</summary>
    public GatewayAlarms Handed() => this with { Waiting = [] };

    private GatewayAlarms With(AlarmAct act, AlarmNote told, Moment now, string boot) =>
        With(act, told, now.Wall, (long)now.Uptime.TotalMilliseconds, boot);

    private GatewayAlarms With(
        AlarmAct act, AlarmNote told, DateTimeOffset at, long uptimeMs, string boot, bool isTold = false)
    {
        var note = Book.NoteOf(act, told, at);
        var book = Book.After(act, note, at, boot, uptimeMs);
        return book == Book
            ? this
            : this with { Book = book, Waiting = Waiting.Add(new Coming(act, note, at, uptimeMs, isTold)) };
    }

    /// <summary>What happened to an alarm, and when.</summary>
    /// <param name="IsTold">The webhook and the streams have it already.</param>
    public sealed record Coming(AlarmAct Act, AlarmNote Note, DateTimeOffset At, long UptimeMs, bool IsTold);
}
