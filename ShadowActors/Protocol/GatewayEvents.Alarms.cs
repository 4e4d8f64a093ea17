using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

public static partial class GatewayEvents
{
    /// <summary>Something happened to an alarm of the gateway's own.</summary>
    public abstract record AlarmEvent(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note)
        : GatewayEvent(Time, Boot, UptimeMs, Claim)
    {
        public abstract AlarmAct Act { get; }
    }

    /// <summary>Its condition holds.</summary>
    public sealed record AlarmRaised(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note)
        : AlarmEvent(Time, Boot, UptimeMs, Claim, Note)
    {
        public override AlarmAct Act => AlarmAct.Raised;
    }

    /// <summary>Its condition is over.</summary>
    public sealed record AlarmReturned(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note)
        : AlarmEvent(Time, Boot, UptimeMs, Claim, Note)
    {
        public override AlarmAct Act => AlarmAct.Returned;
    }

    public sealed record AlarmAcknowledged(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note)
        : AlarmEvent(Time, Boot, UptimeMs, Claim, Note)
    {
        public override AlarmAct Act => AlarmAct.Acknowledged;
    }

    public sealed record AlarmReset(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note)
        : AlarmEvent(Time, Boot, UptimeMs, Claim, Note)
    {
        public override AlarmAct Act => AlarmAct.Reset;
    }

    public sealed record AlarmShelved(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note)
        : AlarmEvent(Time, Boot, UptimeMs, Claim, Note)
    {
        public override AlarmAct Act => AlarmAct.Shelved;
    }

    public sealed record AlarmUnshelved(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note)
        : AlarmEvent(Time, Boot, UptimeMs, Claim, Note)
    {
        public override AlarmAct Act => AlarmAct.Unshelved;
    }
}
