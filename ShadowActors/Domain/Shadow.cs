using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Domain;

/// <summary>All that a shadow's decisions go by: what is declared, who it is, what its journal says with what is on its
/// way there, and what is only live.</summary>
public sealed record Shadow(DeviceSpec Spec, Ownership Own, ShadowState State, LiveState Live, AppendLine Line)
{
    public static Shadow Starting(DeviceSpec spec, Ownership own, Moment now)
    {
        TimeSpan? contact = own.ContactBefore is { } before ? now.Uptime - before : null;
        var live = new LiveState
        {
            Since = now.Wall,
            Started = now.Uptime,
            RecoveryStarted = now.Uptime,
            StageStarted = now.Uptime,
            Contact = contact,
            ContactBeforeFailure = contact,
        };
        return new Shadow(spec, own, ShadowState.Empty, live, AppendLine.Starting(1));
    }
}
