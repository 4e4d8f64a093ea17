using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.Renaming;

/// <summary>Points and commands that the plant declares under other ids than before. What is on record of them follows,
/// once, when a shadow takes charge of the device and before it does anything else.</summary>
internal static class Renames
{
    public static void Follow(Turn turn)
    {
        var stated = StatedBy(turn.Spec);
        var known = turn.State.Stated ?? RenamedIds.None;
        if (stated == known) return;
        var fresh = new RenamedIds(
            [.. stated.Points.Except(known.Points)], [.. stated.Commands.Except(known.Commands)]);
        var (points, commands) = (PlanOfPoints(turn, fresh), PlanOfCommands(turn, fresh));
        var renamed = new RenamedIds(
            [.. points.FromOf.Select(pair => new RenamedPoint(new PointId(pair.Value), new PointId(pair.Key)))],
            [
                .. commands.FromOf.Select(pair =>
                    new RenamedCommand(new CommandId(pair.Value), new CommandId(pair.Key))),
            ]);
        var declared = Declaration.Of(turn.Spec);
        var before = Declaration.Of(Before(turn.Spec, fresh, renamed));
        turn.Record("plant", stamp => new ShadowEvents.IdsRenamed(stamp, renamed, stated, before, declared));
        foreach (var (id, why) in points.Problems.Concat(commands.Problems))
            turn.Do(new ShadowEffects.LogWarning($"'{id}' goes on with what is on record under this id: {why}"));
    }

    /// <summary>The plant says of something, and did not before, what it was called.</summary>
    public static bool IsNew(DeviceSpec before, DeviceSpec now)
    {
        if (ReferenceEquals(before, now)) return false;
        var known = StatedBy(before);
        var stated = StatedBy(now);
        return stated.Points.Except(known.Points).Any() || stated.Commands.Except(known.Commands).Any();
    }

    private static RenamedIds StatedBy(DeviceSpec spec) => new(
        [.. spec.Points.SelectMany(point => point.Was.Select(was => new RenamedPoint(was, point.Id)))],
        [.. spec.Commands.SelectMany(command => command.Was.Select(was => new RenamedCommand(was, command.Id)))]);

    private static RenamePlan PlanOfPoints(Turn turn, RenamedIds fresh)
    {
        var state = turn.State;
        return RenamePlan.Of(
            [
                .. fresh.Points.GroupBy(one => one.To.Value, one => one.From.Value)
                    .Select(group => new RenameWish(group.Key, [.. group])),
            ],
            id => turn.Spec.Point(new PointId(id)) is not null,
            id => Holds(state, id) || state.Requests.Values.Any(request => WritesTo(request, id)),
            id => Holds(state, id),
            id => id);
    }

    private static RenamePlan PlanOfCommands(Turn turn, RenamedIds fresh) => RenamePlan.Of(
        [
            .. fresh.Commands.GroupBy(one => one.To.Value, one => one.From.Value)
                .Select(group => new RenameWish(group.Key, [.. group])),
        ],
        id => turn.Spec.Command(new CommandId(id)) is not null,
        id => turn.State.Requests.Values.Any(request =>
            request.Operation is InvokeOperation invoke && invoke.Command.Value == id),
        // There are only requests of it, and each keeps what it asked.
        _ => false,
        id => id);

    private static bool WritesTo(RequestRecord request, string point) =>
        request.Operation is WriteOperation write && write.Point.Value == point;

    private static bool Holds(ShadowState state, string point)
    {
        var id = new PointId(point);
        return state.Settings.ContainsKey(point) || state.Readings.ContainsKey(point)
            || state.Overlays.ContainsKey(point) || state.Held.ContainsKey(point)
            || state.Planned.Any(planned => planned.Point == id)
            || state.Alarms.Keys.Any(alarm => AlarmIds.PointOf(alarm) == id)
            || IsNamed(QuarantineId.OfRead(id)) || IsNamed(QuarantineId.OfSetting(id));

        bool IsNamed(string what) => state.Suspects.ContainsKey(what) || state.Quarantine.ContainsKey(what);
    }

    /// <summary>The declaration under its former ids.</summary>
    public static DeviceSpec Before(DeviceSpec spec, RenamedIds fresh, RenamedIds renamed)
    {
        var points = new Dictionary<PointId, PointId>();
        foreach (var one in renamed.Points.Concat(fresh.Points)) points.TryAdd(one.To, one.From);
        var commands = new Dictionary<CommandId, CommandId>();
        foreach (var one in renamed.Commands.Concat(fresh.Commands)) commands.TryAdd(one.To, one.From);
        return spec with
        {
            Points =
            [
                .. spec.Points.Select(point => point with
                {
                    Id = Point(point.Id),
                    After = [.. point.After.Select(Point)],
                    ConfirmBy = point.ConfirmBy is { } by ? by with { Point = Point(by.Point) } : null,
                    Interlocks = All(point.Interlocks),
                }),
            ],
            Commands =
            [
                .. spec.Commands.Select(command => command with
                {
                    Id = commands.GetValueOrDefault(command.Id, command.Id),
                    ConfirmBy = command.ConfirmBy is { } by ? by with { Point = Point(by.Point) } : null,
                    Interlocks = All(command.Interlocks),
                }),
            ],
            BootIdentity = spec.BootIdentity is { } boot ? boot with { Point = Point(boot.Point) } : null,
            RestoreGroups =
            [
                .. spec.RestoreGroups.Select(group => group with
                {
                    Points = [.. group.Points.Select(Point)],
                    Unlock = [.. group.Unlock.Select(Step)],
                    Lock = [.. group.Lock.Select(Step)],
                }),
            ],
        };

        PointId Point(PointId id) => points.GetValueOrDefault(id, id);

        ImmutableArray<InterlockSpec> All(ImmutableArray<InterlockSpec> interlocks) =>
        [
            .. interlocks.Select(interlock => interlock.Device is null
                ? interlock with { Point = Point(interlock.Point) }
                : interlock),
        ];

        RestoreStep Step(RestoreStep step) => step with
        {
            Point = step.Point is { } point ? Point(point) : null,
            Command = step.Command is { } command ? commands.GetValueOrDefault(command, command) : null,
        };
    }
}
