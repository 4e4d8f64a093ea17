using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.Renaming;

/// <summary>What becomes of whatever is named after a point or command, when some have other ids. Total.</summary>
internal sealed class NewIds(RenamedIds renamed)
{
    private readonly ImmutableDictionary<string, PointId> _points = renamed.Points.Aggregate(
        ImmutableDictionary<string, PointId>.Empty, (known, one) => known.SetItem(one.From.Value, one.To));

    private readonly ImmutableDictionary<string, CommandId> _commands = renamed.Commands.Aggregate(
        ImmutableDictionary<string, CommandId>.Empty, (known, one) => known.SetItem(one.From.Value, one.To));

    public PointId Of(PointId point) => _points.GetValueOrDefault(point.Value, point);

    public string OfPoint(string point) => _points.TryGetValue(point, out var to) ? to.Value : point;

    /// <summary>Of an alarm's name within its device.</summary>
    public string OfAlarm(string alarm) => AlarmIds.PointOf(alarm) is { } point && _points.ContainsKey(point.Value)
        ? $"{Of(point)}{alarm[point.Value.Length..]}"
        : alarm;

    /// <summary>Of a <see cref="QuarantineId"/>.</summary>
    public string OfQuarantine(string id) =>
        QuarantineId.ReadOf(id) is { } read ? QuarantineId.OfRead(Of(read))
        : QuarantineId.SettingOf(id) is { } setting ? QuarantineId.OfSetting(Of(setting))
        : id;

    public bool Change(Operation operation) => operation switch
    {
        WriteOperation write => _points.ContainsKey(write.Point.Value),
        InvokeOperation invoke => _commands.ContainsKey(invoke.Command.Value),
        _ => false,
    };

    public Operation Of(Operation operation) => operation switch
    {
        WriteOperation write => write with { Point = Of(write.Point) },
        InvokeOperation invoke => invoke with
        {
            Command = _commands.GetValueOrDefault(invoke.Command.Value, invoke.Command),
        },
        _ => operation,
    };

    /// <summary>What is in quarantine, in words.</summary>
    /// <param name="operation">Of a request, what it asks by now; null: it is none, or not known.</param>
    public string What(Quarantined one, Operation? operation)
    {
        if (operation is not null) return operation.ToString()!;
        if (QuarantineId.ReadOf(one.Id) is { } read) return $"read {Of(read)}";
        if (QuarantineId.SettingOf(one.Id) is not { } setting) return one.What;
        var before = $"restore {setting}";
        return one.What.StartsWith(before, StringComparison.Ordinal)
            ? $"restore {Of(setting)}{one.What[before.Length..]}"
            : one.What;
    }

    /// <summary>What comes to an id takes the place of what was there and stays.</summary>
    /// <param name="key">The new id of an old one.</param>
    public static ImmutableSortedDictionary<string, T> Rekeyed<T>(
        ImmutableSortedDictionary<string, T> all, Func<string, string> key, Func<string, T, T> named)
    {
        var next = all.Clear().ToBuilder();
        foreach (var (id, one) in all)
            if (key(id) == id)
                next[id] = named(id, one);
        foreach (var (id, one) in all)
            if (key(id) is var to && to != id)
                next[to] = named(to, one);
        return next.ToImmutable();
    }
}
