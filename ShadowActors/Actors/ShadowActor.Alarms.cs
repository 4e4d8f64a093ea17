using System.Collections.Immutable;
using Akka.Actor;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>Tells the node what happened to the device's alarms, when it is on record.</summary>
public sealed partial class ShadowActor
{
    /// <summary>As what is durable leaves them: what is decided may be further.</summary>
    private ImmutableSortedDictionary<string, AlarmRecord> _alarmsOnRecord = AlarmBook.Empty;

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
        if (before.Line.UnderWay is { } batch && AppendLine.IsDurable(batch, before, input))
            foreach (var happened in batch.Events)
                if (happened is ShadowEvents.AlarmEvent alarm) Tell(alarm);
        if (input is ShadowInputs.JournalRecovered recovered) _alarmsOnRecord = recovered.State.Alarms;
    }

    private void Tell(ShadowEvents.AlarmEvent alarm)
    {
        var (note, stamp) = (alarm.Note, alarm.Stamp);
        var record = _alarmsOnRecord.RecordAfter(alarm.Act, note, stamp.Time, stamp.Boot, stamp.UptimeMs);
        _alarmsOnRecord = _alarmsOnRecord.After(alarm.Act, note, stamp.Time, stamp.Boot, stamp.UptimeMs);
        Tell(note.Alarm, AlarmViews.Of(_settings.Device, record), alarm.Act, stamp.Time, isStanding: false);
    }

    private void Tell(string name, AlarmView alarm, AlarmAct act, DateTimeOffset at, bool isStanding) =>
        Context.System.EventStream.Publish(new AlarmTold(
            AlarmViews.DeliveryOf(alarm.Id, at, act), at, act,
            alarm with { IsOutOfService = AlarmViews.IsOut(_shadow.Live, name) }, isStanding));
}
