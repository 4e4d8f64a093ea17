namespace Understudy.ShadowActors.Protocol;

public static partial class ShadowEvents
{
    /// <summary>Something happened to an alarm of the device.</summary>
    public abstract record AlarmEvent(EventStamp Stamp, AlarmNote Note) : ShadowEvent(Stamp)
    {
        public abstract AlarmAct Act { get; }
    }

    /// <summary>Its condition holds.</summary>
    public sealed record AlarmRaised(EventStamp Stamp, AlarmNote Note) : AlarmEvent(Stamp, Note)
    {
        public override AlarmAct Act => AlarmAct.Raised;
    }

    /// <summary>Its condition is over.</summary>
    public sealed record AlarmReturned(EventStamp Stamp, AlarmNote Note) : AlarmEvent(Stamp, Note)
    {
        public override AlarmAct Act => AlarmAct.Returned;
    }

    public sealed record AlarmAcknowledged(EventStamp Stamp, AlarmNote Note) : AlarmEvent(Stamp, Note)
    {
        public override AlarmAct Act => AlarmAct.Acknowledged;
    }

    public sealed record AlarmReset(EventStamp Stamp, AlarmNote Note) : AlarmEvent(Stamp, Note)
    {
        public override AlarmAct Act => AlarmAct.Reset;
    }

    public sealed record AlarmShelved(EventStamp Stamp, AlarmNote Note) : AlarmEvent(Stamp, Note)
    {
        public override AlarmAct Act => AlarmAct.Shelved;
    }

    public sealed record AlarmUnshelved(EventStamp Stamp, AlarmNote Note) : AlarmEvent(Stamp, Note)
    {
        public override AlarmAct Act => AlarmAct.Unshelved;
    }
}
