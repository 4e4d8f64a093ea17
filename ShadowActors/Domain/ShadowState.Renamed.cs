using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Renaming;
using Understudy.ShadowActors.Protocol;
using static Understudy.ShadowActors.Domain.Renaming.NewIds;
using static Understudy.ShadowActors.Protocol.ShadowEvents;

namespace Understudy.ShadowActors.Domain;

public sealed partial record ShadowState
{
    /// <summary>What is kept by the id of a point or command is kept by the new one; all change at once.</summary>
    private ShadowState WithRenamed(IdsRenamed renamed)
    {
        var ids = new NewIds(renamed.Renamed);
        var requests = Requests.SetItems(Requests
            .Where(pair => ids.Change(pair.Value.Operation))
            .Select(pair => KeyValuePair.Create(
                pair.Key, pair.Value with { Operation = ids.Of(pair.Value.Operation) })));
        return this with
        {
            Stated = renamed.Stated,
            Requests = requests,
            Settings = Rekeyed(Settings, ids.OfPoint, (_, setting) => setting),
            Readings = Rekeyed(Readings, ids.OfPoint, (_, reading) => reading),
            Overlays = Rekeyed(Overlays, ids.OfPoint, (_, overlay) => overlay),
            Held = Rekeyed(Held, ids.OfPoint, (id, held) => held with { Point = new PointId(id) }),
            Planned = [.. Planned.Select(one => one with { Point = ids.Of(one.Point) })],
            Alarms = Rekeyed(Alarms, ids.OfAlarm, (id, alarm) => alarm with { Alarm = id }),
            Suspects = Rekeyed(Suspects, ids.OfQuarantine, (_, since) => since),
            Quarantine = Rekeyed(Quarantine, ids.OfQuarantine, (id, one) => one with
            {
                Id = id,
                What = ids.What(one, RequestOf(id)?.Operation),
                Declared = one.Declared == renamed.DeclaredBefore ? renamed.Declared : one.Declared,
            }),
        };

        RequestRecord? RequestOf(string id) =>
            QuarantineId.RequestOf(id) is { } request ? requests.GetValueOrDefault(request.Value) : null;
    }
}
