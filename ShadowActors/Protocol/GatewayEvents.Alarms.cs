using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

public static partial class GatewayEvents
{
    /// <summary>Something happened to an alarm of the gateway's own.</summary>
    /// <param name="Append">Numbers the appends of the claim: whether one in doubt is there is seen by it. Null: it was
    /// not numbered then.</param>
    public abstract record AlarmEvent(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note, long? Append)
        : GatewayEvent(Time, Boot, UptimeMs, Claim)
    {
        public abstract AlarmAct Act { get; }
    }

    /// <summary>Its condition holds.</summary>
    public sealed record AlarmRaised(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note, long? Append = null)
        : AlarmEvent(Time, Boot, UptimeMs, Claim, Note, Append)
    {
        public override AlarmAct Act => AlarmAct.Raised;
    }

    /// <summary>Its condition is over.</summary>
    public sealed record AlarmReturned(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note, long? Append = null)
        : AlarmEvent(Time, Boot, UptimeMs, Claim, Note, Append)
    {
        public override AlarmAct Act => AlarmAct.Returned;
    }

    public sealed record AlarmAcknowledged(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note, long? Append = null)
        : AlarmEvent(Time, Boot, UptimeMs, Claim, Note, Append)
    {
        public override AlarmAct Act => AlarmAct.Acknowledged;
    }

    public sealed record AlarmReset(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note, long? Append = null)
        : AlarmEvent(Time, Boot, UptimeMs, Claim, Note, Append)
    {
        public override AlarmAct Act => AlarmAct.Reset;
    }

    public sealed record AlarmShelved(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note, long? Append = null)
        : AlarmEvent(Time, Boot, UptimeMs, Claim, Note, Append)
    {
        public override AlarmAct Act => AlarmAct.Shelved;
    }

    public sealed record AlarmUnshelved(
        DateTimeOffset Time, string Boot, long UptimeMs, ClaimId Claim, AlarmNote Note, long? Append = null)
        : AlarmEvent(Time, Boot, UptimeMs, Claim, Note, Append)
    {
        public override AlarmAct Act => AlarmAct.Unshelved;
    }
}
