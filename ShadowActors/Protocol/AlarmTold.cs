namespace Understudy.ShadowActors.Protocol;

/// <summary>Something happened to an alarm and is on record. Published to the node's own event stream.</summary>
/// <param name="Delivery">The same each time that it is told: who gets it twice can tell.</param>
/// <param name="At">By the wall clock.</param>
/// <param name="IsStanding">Told again, since its shadow or gateway has started: it may have been told before.</param>
public sealed record AlarmTold(string Delivery, DateTimeOffset At, AlarmAct Act, AlarmView Alarm, bool IsStanding);
