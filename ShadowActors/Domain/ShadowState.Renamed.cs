using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;
using static Understudy.ShadowActors.Protocol.ShadowEvents;

namespace Understudy.ShadowActors.Domain;

public sealed partial record ShadowState
{
    /// <summary>Whatever is kept by the id of a point or command is kept by the new one; all ids change at once.</summary>
    private ShadowState WithRenamed(IdsRenamed renamed)
    {
        var points = renamed.Renamed.Points.Aggregate(
            ImmutableDictionary<string, PointId>.Empty, (known, one) => known.SetItem(one.From.Value, one.To));
        var commands = renamed.Renamed.Commands.Aggregate(
            ImmutableDictionary<string, CommandId>.Empty, (known, one) => known.SetItem(one.From.Value, one.To));
        if (points.IsEmpty && commands.IsEmpty) return this with { Stated = renamed.Stated };
        var requests = Requests.SetItems(Requests
            .Where(pair => IsRenamed(pair.Value.Operation))
            .Select(pair => KeyValuePair.Create(
                pair.Key, pair.Value with { Operation = Renamed(pair.Value.Operation) })));
        return this with
        {
            Stated = renamed.Stated,
            Requests = requests,
            Settings = Rekeyed(Settings, Key, (_, setting) => setting),
            Readings = Rekeyed(Readings, Key, (_, reading) => reading),
            Overlays = Rekeyed(Overlays, Key, (_, overlay) => overlay),
            Held = Rekeyed(Held, Key, (id, held) => held with { Point = new PointId(id) }),
            Planned = [.. Planned.Select(one => one with { Point = points.GetValueOrDefault(one.Point.Value, one.Point) })],
            Alarms = Rekeyed(Alarms, AlarmKey, (id, alarm) => alarm with { Alarm = id }),
            Suspects = Rekeyed(Suspects, QuarantineKey, (_, since) => since),
            Quarantine = Rekeyed(Quarantine, QuarantineKey, (id, one) => one with
            {
                Id = id,
                What = What(id, one),
                Declared = one.Declared == renamed.DeclaredBefore ? renamed.Declared : one.Declared,
            }),
        };

        string Key(string point) => points.TryGetValue(point, out var to) ? to.Value : point;

        string AlarmKey(string alarm) => AlarmIds.PointOf(alarm) is { } point && points.ContainsKey(point.Value)
            ? $"{Key(point.Value)}{alarm[point.Value.Length..]}"
            : alarm;

        string QuarantineKey(string id) =>
            QuarantineId.ReadOf(id) is { } read ? QuarantineId.OfRead(new PointId(Key(read.Value)))
            : QuarantineId.SettingOf(id) is { } setting ? QuarantineId.OfSetting(new PointId(Key(setting.Value)))
            : id;

        string What(string id, Quarantined one) =>
            QuarantineId.RequestOf(id) is { } request
                ? requests.GetValueOrDefault(request.Value)?.Operation.ToString() ?? one.What
            : QuarantineId.ReadOf(id) is { } read ? $"read {read}"
            : QuarantineId.SettingOf(id) is { } now && QuarantineId.SettingOf(one.Id) is { } before && now != before
                ? $"restore {now}{one.What[$"restore {before}".Length..]}"
            : one.What;

        bool IsRenamed(Operation operation) => operation switch
        {
            WriteOperation write => points.ContainsKey(write.Point.Value),
            InvokeOperation invoke => commands.ContainsKey(invoke.Command.Value),
            _ => false,
        };

        Operation Renamed(Operation operation) => operation switch
        {
            WriteOperation write => write with { Point = points[write.Point.Value] },
            InvokeOperation invoke => invoke with { Command = commands[invoke.Command.Value] },
            _ => operation,
        };
    }

    /// <summary>What comes to an id takes the place of what was there and stays.</summary>
    private static ImmutableSortedDictionary<string, T> Rekeyed<T>(
        ImmutableSortedDictionary<string, T> all, Func<string, string> key, Func<string, T, T> renamed)
    {
        var next = all.Clear().ToBuilder();
        foreach (var (id, one) in all)
            if (key(id) == id)
                next[id] = renamed(id, one);
        foreach (var (id, one) in all)
            if (key(id) is var to && to != id)
                next[to] = renamed(to, one);
        return next.ToImmutable();
    }
}
