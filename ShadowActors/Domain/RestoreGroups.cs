using System.Collections.Immutable;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Settings that are restored together: all that are recorded, in their order, between the steps that unlock and lock
/// the device, or none of them. A group that was perhaps not locked again is written anew at the next recovery.
/// </summary>
internal static class RestoreGroups
{
    public static RestoreGroupSpec? Of(DeviceSpec device, PointId point)
    {
        foreach (var group in device.RestoreGroups)
            if (group.Points.Contains(point))
                return group;
        return null;
    }

    /// <summary>What is read back and written next: one group, or settings up to the next group.</summary>
    public static ImmutableArray<PointId> NextBlock(DeviceSpec device, ImmutableList<PointId> settings)
    {
        var group = Of(device, settings[0]);
        return [.. settings.TakeWhile(id => Of(device, id) == group).Take(ShadowLimits.TransferBlock)];
    }

    /// <summary>The inputs, of the device itself, of all interlocks that decide about a block.</summary>
    public static IEnumerable<PointId> Inputs(DeviceSpec device, ImmutableArray<PointId> block)
    {
        var steps = Of(device, block[0]) is { } group ? group.Unlock.AddRange(group.Lock) : [];
        return Interlocks.OwnInputs(device, block)
            .Concat(Interlocks.OwnInputs(device, steps.SelectMany(step => Interlocks.Of(device, Operation(step)))));
    }

    /// <summary>What is done with the settings of a group, seen together.</summary>
    public static List<ComparedSetting> Together(
        Turn turn, RestoreGroupSpec group, IReadOnlyList<ComparedSetting> compared)
    {
        var held = compared.FirstOrDefault(setting => setting.Action == SettingAction.Hold && setting.Cause is null)
            ?? compared.FirstOrDefault(setting => setting.Action == SettingAction.Hold);
        var barred = compared.FirstOrDefault(setting => setting.Barred is not null);
        var isWritten = compared.Any(setting => setting.Action == SettingAction.Write);
        var isAdopted = compared.Any(setting => setting.Action == SettingAction.Adopt);
        var other = held is not null ? $"'{held.Point}' of its group '{group.Name}' is held: {held.Reason}"
            : isWritten && isAdopted ? $"others of its group '{group.Name}' would be adopted, or written"
            : isWritten && barred is not null
                ? $"'{barred.Point}' of its group '{group.Name}' may not be written: {barred.Reason ?? barred.Barred}"
            : null;
        var steps = group.Unlock.AddRange(group.Lock);
        var why = other ?? (isWritten ? StepProblem(turn, group, steps) : null);
        if (why is not null)
        {
            HoldCause? cause = other is not null ? HoldCause.Group
                : WhyPoisonous(turn, group) is not null ? HoldCause.Quarantine
                : null;
            return
            [
                .. compared.Select(
                    setting => setting.Action == SettingAction.Keep ? setting : setting.Held(why, cause)),
            ];
        }

        // Left open and with one that may not be written it is only locked.
        var isOpen = turn.State.IsOpen(group.Name) && turn.State.ComparedAfter is null && !isAdopted
            && barred is null && StepProblem(turn, group, steps) is null;
        return isWritten || isOpen
            ? [.. compared.Select(setting => setting with { Action = SettingAction.Write })]
            : [.. compared];
    }

    /// <summary>The steps around what is written of the group; those of locking, where nothing is and it was left open;
    /// null: none.</summary>
    public static GroupRun? Run(Turn turn, RestoreGroupSpec group, bool isWritten)
    {
        var run = GroupRun.Of(group) with { WasOpen = turn.State.IsOpen(group.Name) };
        if (isWritten) return run;
        return run.WasOpen && turn.State.ComparedAfter is null && StepProblem(turn, group, group.Lock) is null
            ? run with { Unlock = [] }
            : null;
    }

    /// <summary>The next step of the group, and whether it comes before its settings; null: none now.</summary>
    public static RestoreStep? NextStep(Transfer transfer) => transfer.Group switch
    {
        null => null,
        { Unlock: [var unlock, ..] } => unlock,
        { Lock: [var last, ..] } when transfer.Block.IsEmpty => last,
        _ => null,
    };

    public static void Perform(Turn turn, RestoreStep step, TimeSpan sendBy)
    {
        var group = turn.Live.Transfer!.Group!;
        var call = turn.NewCall(new PendingCall.ForGroupStep(group.Name));
        var word = group.Unlock.IsEmpty ? "lock" : "unlock";
        var left = group.Unlock.IsEmpty ? group.Lock.Count : group.Unlock.Count;
        turn.Do(new ShadowEffects.CallMutate(
            turn.Live.Incarnation, call,
            new RequestId($"{word}-{turn.Live.Incarnation.Number}-{left}-{group.Name}"), Operation(step), sendBy,
            turn.Own.CallTime));
    }

    /// <summary>The transfer as it is after a step.</summary>
    public static Transfer StepDone(Turn turn, Transfer transfer, MutationOutcome outcome)
    {
        var group = transfer.Group!;
        var no = (outcome as MutationOutcome.Rejected)?.Reason;
        if (group.Unlock.IsEmpty)
            return transfer with
            {
                Waits = false,
                Group = group with
                {
                    Lock = group.Lock.RemoveAt(0),
                    Locked = group.Locked && no is null,
                    Reason = group.Reason ?? (no is null ? null : $"not locked: {group.Lock[0]}: {no}"),
                },
            };
        if (no is null)
            return transfer with { Waits = false, Group = group with { Unlock = group.Unlock.RemoveAt(0) } };
        var isFirst = group.Unlock.Count == Declared(turn.Spec, group.Name)?.Unlock.Length;
        var reason = $"its group '{group.Name}' could not be unlocked: {group.Unlock[0]}: {no}";
        return HoldRest(turn, transfer, reason, null) with
        {
            Waits = false,
            // Nothing was unlocked, so nothing is locked, unless it was open already.
            Group = group with
            {
                Unlock = [],
                Lock = isFirst && !group.WasOpen ? [] : group.Lock,
                Reason = reason,
            },
        };
    }

    /// <summary>The last of what is done was not written: of its group, neither is what comes after it.</summary>
    public static Transfer AfterPassingOver(Turn turn, Transfer transfer)
    {
        if (transfer is not { Group: { } group, Done: [.., var last] }) return transfer;
        return HoldRest(turn, transfer, last.Result == TransferResult.Rejected
            ? $"the device said no to '{last.Point}' of its group '{group.Name}'"
            : $"'{last.Point}' of its group '{group.Name}' is held: {last.Reason}", HoldCause.Group);
    }

    public static Operation Operation(RestoreStep step) => step.Point is { } point
        ? new WriteOperation(point, step.Value!.Value)
        : new InvokeOperation(step.Command!, step.Value is { } value
            ? ImmutableSortedDictionary<string, PointValue>.Empty.Add(ValueCheck.ArgumentName, value)
            : ImmutableSortedDictionary<string, PointValue>.Empty);

    private static Transfer HoldRest(Turn turn, Transfer transfer, string reason, HoldCause? cause) => transfer with
    {
        Block = [],
        Done = transfer.Done.AddRange(transfer.Block.Select(setting => new TransferredSetting(
            setting.Point, setting.Value, turn.Live.Readings.GetValueOrDefault(setting.Point)?.Value,
            TransferResult.Held, reason, cause))),
    };

    /// <summary>The device has answered every step.</summary>
    public static bool IsAnswered(DeviceSpec device, GroupRun run) =>
        Declared(device, run.Name) is { } group && run.Answered >= group.Unlock.Length + group.Lock.Length;

    /// <summary>What may be open of groups that are declared no more: nobody can lock it any more, which is told once.
    /// Nor can anybody restore or adopt what is a declared setting no more.</summary>
    public static void Forget(Turn turn)
    {
        var gone = (turn.State.OpenGroups ?? []).RemoveAll(group => Declared(turn.Spec, group) is not null);
        ImmutableArray<PointId> held =
        [
            .. turn.State.Held.Values.Select(difference => difference.Point)
                .Where(point => turn.Spec.Point(point) is not { Role: PointRole.Configuration }),
        ];
        if (gone.IsEmpty && held.IsEmpty) return;
        turn.Record("plant", stamp => new ShadowEvents.GroupsForgotten(stamp, gone, held.IsEmpty ? null : held));
        if (gone.IsEmpty) return;
        turn.Do(new ShadowEffects.LogWarning(
            $"declared no more, and perhaps left unlocked: restore groups {string.Join(", ", gone)}"));
    }

    private static RestoreGroupSpec? Declared(DeviceSpec device, string group) =>
        device.RestoreGroups.FirstOrDefault(known => known.Name == group);

    private static string? WhyPoisonous(Turn turn, RestoreGroupSpec group)
    {
        var id = QuarantineId.OfGroup(group.Name);
        return turn.State.Quarantine.TryGetValue(id, out var quarantined)
            ? $"its group '{group.Name}' is in quarantine: {quarantined.Reason}"
            : Poison.WhyHeld(turn, id) is { } held ? $"its group '{group.Name}': {held}" : null;
    }

    private static string? StepProblem(Turn turn, RestoreGroupSpec group, ImmutableArray<RestoreStep> steps)
    {
        if (WhyPoisonous(turn, group) is { } poisonous) return poisonous;
        foreach (var step in steps)
        {
            var operation = Operation(step);
            if ((ValueCheck.Problem(turn.Spec, operation)?.Reason ?? Interlocks.Problem(turn, operation)) is { } reason)
                return $"its group '{group.Name}' can't be unlocked and locked: {step}: {reason}";
        }

        return null;
    }
}
