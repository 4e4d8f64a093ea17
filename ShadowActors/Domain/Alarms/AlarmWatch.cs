using System.Collections.Immutable;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>
/// Conditions on their way to become alarms or to end: delays, and how often an alarm was raised lately. Gone with the
/// process; then delays begin anew. No clock: the same calls give the same acts.
/// </summary>
public sealed record AlarmWatch
{
    public static readonly AlarmWatch Empty = new();

    /// <summary>What a condition is about to become, and when.</summary>
    private ImmutableDictionary<string, (bool To, TimeSpan At)> Coming { get; init; } =
        ImmutableDictionary<string, (bool To, TimeSpan At)>.Empty;

    private ImmutableDictionary<string, (TimeSpan From, int Count)> Raised { get; init; } =
        ImmutableDictionary<string, (TimeSpan From, int Count)>.Empty;

    /// <summary>When to look again; null: only when something changes.</summary>
    public TimeSpan? NextAt
    {
        get
        {
            TimeSpan? next = null;
            foreach (var (_, at) in Coming.Values)
                if (next is null || at < next)
                    next = at;
            return next;
        }
    }

    public bool IsChattering(string alarm, TimeSpan now) =>
        Raised.TryGetValue(alarm, out var lately) && lately.Count >= AlarmLimits.ChatterCount
        && now - lately.From < 2 * AlarmLimits.ChatterTime;

    /// <summary>Looks at a condition.</summary>
    /// <param name="isActive">As the alarm stands.</param>
    /// <param name="holds">Null: it can't be told now, so the alarm stays as it is and delays begin anew.</param>
    /// <returns>The act that is due; then the watch counts it as done. Null: none.</returns>
    public (AlarmWatch Watch, AlarmAct? Act) Look(
        AlarmCondition condition, string alarm, bool isActive, bool? holds, TimeSpan now)
    {
        if (holds is null || holds == isActive)
            return (Coming.ContainsKey(alarm) ? this with { Coming = Coming.Remove(alarm) } : this, null);
        var to = holds.Value;
        var delay = to ? condition.OnDelay : condition.OffDelay;
        if (!to && IsChattering(alarm, now) && delay < AlarmLimits.ChatterTime) delay = AlarmLimits.ChatterTime;
        if (!Coming.TryGetValue(alarm, out var coming) || coming.To != to) coming = (to, now + delay);
        if (now < coming.At) return (this with { Coming = Coming.SetItem(alarm, coming) }, null);
        var next = this with { Coming = Coming.Remove(alarm) };
        return to ? (next.AfterRaised(alarm, now), AlarmAct.Raised) : (next, AlarmAct.Returned);
    }

    /// <summary>Something happened that is over at once. Where that chatters it stands until it did not happen for as
    /// long as another condition would have to be over: <see cref="Look"/> then tells so.</summary>
    /// <param name="isActive">As the alarm stands.</param>
    /// <returns>The acts that are due, in their order.</returns>
    public (AlarmWatch Watch, ImmutableArray<AlarmAct> Acts) Happened(string alarm, bool isActive, TimeSpan now)
    {
        var next = isActive ? this : AfterRaised(alarm, now);
        if (!isActive && !next.IsChattering(alarm, now)) return (next, [AlarmAct.Raised, AlarmAct.Returned]);
        return (
            next with { Coming = next.Coming.SetItem(alarm, (false, now + AlarmLimits.ChatterTime)) },
            isActive ? [] : [AlarmAct.Raised]);
    }

    private AlarmWatch AfterRaised(string alarm, TimeSpan now)
    {
        var lately = Raised.TryGetValue(alarm, out var known) && now - known.From < AlarmLimits.ChatterTime
            ? (known.From, known.Count + 1)
            : IsChattering(alarm, now) ? (now, AlarmLimits.ChatterCount) : (now, 1);
        return this with { Raised = Raised.SetItem(alarm, lately) };
    }
}
