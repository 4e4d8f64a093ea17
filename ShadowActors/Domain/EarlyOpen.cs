using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>A driver that was opened before its time, for a safe action.</summary>
/// <param name="At">When, on the uptime clock.</param>
/// <param name="HoldUntil">When it would have been opened.</param>
public sealed record EarlyOpen(Incarnation Incarnation, TimeSpan At, TimeSpan HoldUntil);
