using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Domain;

/// <summary>An incarnation that is about to end by decision, and finishes what it has.</summary>
/// <param name="Since">On the uptime clock.</param>
/// <param name="Served">The declaration that it was opened with.</param>
/// <param name="WasPassive">It served when the end was decided.</param>
public sealed record PlannedEnd(string Reason, TimeSpan Since, DeviceSpec Served, bool WasPassive);
