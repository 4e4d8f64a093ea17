using Akka.Actor;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>Tells the node what happened to the device's alarms, when it is on record.</summary>
public sealed partial class ShadowActor
{
    private void TellAlarms(Shadow before, ShadowInputs.Input input)
    {
        var isOwner = before.Live.Claim != ClaimStatus.Held && _shadow.Live.Claim == ClaimStatus.Held;
        var isBack = before.Live.OutOfService is not null && _shadow.Live.OutOfService is null;
        if (isOwner || isBack)
            // A former process may have ended before it told of them, and nobody is told out of service.
            foreach (var record in before.State.Alarms.Values)
                Tell(
                    record.Alarm, AlarmViews.Of(_settings.Device, record), record.LastAct, record.ChangedAt,
                    isStanding: true);
        if (before.Line.UnderWay is not { } batch || !AppendLine.IsDurable(batch, before, input)) return;
        foreach (var happened in batch.Events)
            if (happened is ShadowEvents.AlarmEvent alarm)
                Tell(
                    alarm.Note.Alarm, AlarmViews.Of(_settings.Device, alarm.Note, alarm.Stamp.Time), alarm.Act,
                    alarm.Stamp.Time, isStanding: false);
    }

    private void Tell(string name, AlarmView alarm, AlarmAct act, DateTimeOffset at, bool isStanding) =>
        Context.System.EventStream.Publish(new AlarmTold(
            AlarmViews.DeliveryOf(alarm.Id, at, act), at, act,
            alarm with { IsOutOfService = AlarmViews.IsOut(_shadow.Live, name) }, isStanding));
}
