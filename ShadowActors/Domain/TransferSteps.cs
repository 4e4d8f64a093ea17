using System.Collections.Immutable;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// The third stage: what became of the outstanding requests, the settings in blocks each with its own append, then the
/// queue. Needs the journal; waits for it, and before anything is written for a predecessor's send window.
/// </summary>
internal static class TransferSteps
{
    public static void Continue(Turn turn)
    {
        while (turn.Live is { Transfer: { Waits: false } transfer, Journal: JournalStatus.Up })
        {
            switch (transfer.Step)
            {
                case TransferStep.Begin:
                    Set(turn, transfer with { Step = TransferStep.Try, ToTry = Poison.ToTry(turn) });
                    break;
                case TransferStep.Try: TryNext(turn, transfer); break;
                case TransferStep.Resolve: StartResolving(turn, transfer); break;
                case TransferStep.ReadBack: StartBlock(turn, transfer); break;
                case TransferStep.Write when !WriteNext(turn, transfer): return;
                case TransferStep.Requests when !ExecuteNext(turn, transfer): return;
            }
        }
    }

    public static void ReadBackDone(Turn turn, ImmutableArray<PointId> asked, IReadOnlyList<PointReading> readings)
    {
        if (turn.Live.Transfer is not { Waits: true } transfer) return;
        if (transfer.Step == TransferStep.Try) Tried(turn, transfer);
        else if (transfer.Step == TransferStep.Resolve) Resolved(turn, transfer);
        else if (transfer.Step == TransferStep.ReadBack) Compare(turn, transfer, asked, readings);
        else if (transfer is { Step: TransferStep.Write } or { Step: TransferStep.Requests, Current: null })
            Set(turn, transfer with { Waits = false });
    }

    /// <summary>The planned writes of this block are on record.</summary>
    public static void WritePlanned(Turn turn, Incarnation incarnation, TimeSpan writeBy)
    {
        if (turn.Live.Incarnation == incarnation && turn.Live.Transfer is { Step: TransferStep.Write } transfer)
            Set(turn, transfer with { Waits = false, WriteBy = writeBy });
    }

    public static bool IsPlanOver(Turn turn) =>
        turn.Live.Transfer is { Step: TransferStep.Write } transfer && turn.Now.Uptime >= transfer.WriteBy;

    /// <summary>The plan is surely not on record, so nothing was written under it: what is left is compared anew.
    /// </summary>
    public static void PlanLost(Turn turn, Incarnation incarnation)
    {
        if (turn.Live.Incarnation == incarnation && turn.Live.Transfer is { Step: TransferStep.Write } transfer)
            Set(turn, FromTheFirst(turn, transfer));
    }

    /// <summary>A write of the block, or a step of its group, was surely not sent, and its plan is over by now.
    /// </summary>
    public static void WriteAgain(Turn turn) =>
        Set(turn, turn.Live.Transfer! with { Waits = false, HasLooked = false });

    public static void WriteDone(Turn turn, PointId point, MutationOutcome outcome)
    {
        if (turn.Live.Transfer is not { Step: TransferStep.Write } transfer || transfer.Block.IsEmpty
            || transfer.Block[0].Point != point)
            return;
        var (result, reason) = outcome is MutationOutcome.Rejected rejected
            ? (TransferResult.Rejected, rejected.Reason)
            : (TransferResult.Written, (string?)null);
        Poison.Written(turn, QuarantineId.OfSetting(point));
        PassOver(turn, transfer, result, reason);
    }

    private static void PassOver(Turn turn, Transfer transfer, TransferResult result, string? reason)
    {
        var (point, recorded) = transfer.Block[0];
        // What was only ever written there says nothing of what the device had.
        var actual = turn.Live.Readings.GetValueOrDefault(point) is { IsWritten: false } read ? read.Value : null;
        if (result == TransferResult.Written) Reads.Written(turn, point, recorded);
        var next = transfer with
        {
            Waits = false,
            Unsent = 0,
            HasLooked = false,
            Block = transfer.Block.RemoveAt(0),
            Done = transfer.Done.Add(new TransferredSetting(point, recorded, actual, result, reason)),
        };
        Set(turn, result == TransferResult.Written ? next : RestoreGroups.AfterPassingOver(turn, next));
    }

    /// <summary>A step of unlocking or locking a restore group has the device's answer.</summary>
    public static void StepDone(Turn turn, MutationOutcome outcome)
    {
        if (turn.Live.Transfer is { Step: TransferStep.Write, Group: { } group } transfer
            && RestoreGroups.NextStep(transfer) is not null)
            PassStep(turn, transfer with { Group = group with { Answered = group.Answered + 1 } }, outcome);
    }

    private static void PassStep(Turn turn, Transfer transfer, MutationOutcome outcome) =>
        Set(turn, RestoreGroups.StepDone(turn, transfer with { Unsent = 0, HasLooked = false }, outcome));

    /// <summary>A queued request has its verdict.</summary>
    public static void RequestDone(Turn turn, RequestId request)
    {
        if (turn.Live.Transfer is { Step: TransferStep.Requests } transfer && transfer.Current == request)
            Set(turn, transfer with { Waits = false, Current = null });
    }

    private static void TryNext(Turn turn, Transfer transfer)
    {
        if (transfer.ToTry.IsEmpty)
        {
            Set(turn, transfer with { Step = TransferStep.Resolve });
            return;
        }

        ImmutableArray<PointId> point = [transfer.ToTry[0]];
        turn.Live = turn.Live with { TriedLast = point[0] };
        Set(turn, transfer with { Waits = true });
        Reads.Call(turn, new PendingCall.ForTransfer(point), point);
    }

    private static void Tried(Turn turn, Transfer transfer)
    {
        Poison.Acquit(turn, QuarantineId.OfRead(transfer.ToTry[0]));
        Set(turn, transfer with { Waits = false, HasRead = true, ToTry = transfer.ToTry.RemoveAt(0) });
    }

    private static void StartResolving(Turn turn, Transfer transfer)
    {
        var points = turn.State.Read(
            [.. Outstanding.PointsToRead(turn).Union(BootIdentity.ToRead(turn))]);
        if (points.IsEmpty)
        {
            Resolved(turn, transfer);
            return;
        }

        Set(turn, transfer with { Waits = true });
        Reads.Call(turn, new PendingCall.ForTransfer(points), points);
    }

    private static void Resolved(Turn turn, Transfer transfer)
    {
        Outstanding.Resolve(turn);
        Set(turn, FromTheFirst(turn, transfer));
    }

    /// <summary>All settings are still to be looked at.</summary>
    private static Transfer FromTheFirst(Turn turn, Transfer transfer) => transfer with
    {
        Step = TransferStep.ReadBack,
        Waits = false,
        Settings = RecoveryPlan.Settings(turn.Spec, turn.State, Poison.WriteOrder(turn)),
        HeldReason = RecoveryPlan.HeldReason(turn.Spec, turn.Live.ContactBeforeFailure, turn.Now.Uptime),
        Block = [],
        Done = [],
        Group = null,
        HasLooked = false,
    };

    private static void StartBlock(Turn turn, Transfer transfer)
    {
        if (transfer.Settings.IsEmpty)
        {
            Set(turn, transfer with { Step = TransferStep.Requests });
            return;
        }

        var block = RestoreGroups.NextBlock(turn.Spec, transfer.Settings);
        var read = turn.State.Read([.. block.Union(RestoreGroups.Inputs(turn.Spec, block))]);
        if (read.IsEmpty)
        {
            Compare(turn, transfer, block, []);
            return;
        }

        Set(turn, transfer with { Waits = true });
        Reads.Call(turn, new PendingCall.ForTransfer(block), read);
    }

    private static void Compare(
        Turn turn, Transfer transfer, ImmutableArray<PointId> asked, IReadOnlyList<PointReading> readings)
    {
        SeeReset(turn, asked, readings);
        List<ComparedSetting> compared =
        [
            .. asked.Select(id => ComparedSetting.Of(
                turn, transfer, id, readings.FirstOrDefault(reading => reading.Point == id))),
        ];
        var group = RestoreGroups.Of(turn.Spec, asked[0]);
        if (group is not null) compared = RestoreGroups.Together(turn, group, compared);
        var written = compared.Where(setting => setting.Action == SettingAction.Write).ToList();
        var run = group is null ? null : RestoreGroups.Run(turn, group, written.Count > 0);
        var next = transfer with
        {
            Settings = transfer.Settings.RemoveRange(0, asked.Length),
            Block = [.. written.Select(setting => new PlannedSetting(setting.Point, setting.Recorded))],
            Done = [.. compared.Except(written).Select(setting => setting.Done)],
            Group = run,
        };
        if (written.Count == 0 && run is null) BlockDone(turn, next);
        else Plan(turn, next);
    }

    /// <summary>Several settings are back at what they were before: the device began anew.</summary>
    private static void SeeReset(Turn turn, ImmutableArray<PointId> asked, IReadOnlyList<PointReading> readings)
    {
        if (turn.State.IsReset) return;
        var back = readings
            .Where(reading => reading.Value is { } value && asked.Contains(reading.Point)
                // What was left as it is says nothing of what happened since.
                && !turn.State.Held.ContainsKey(reading.Point.Value)
                && !turn.State.Quarantine.ContainsKey(QuarantineId.OfSetting(reading.Point))
                && turn.State.Settings[reading.Point.Value] is var setting
                && turn.Spec.Point(reading.Point) is { } point
                && !RecoveryPlan.IsSame(point, setting.Value, value) && Conflicts.IsFallback(point, setting, value))
            .Select(reading => reading.Point)
            .ToImmutableArray();
        if (back.Length < Conflicts.SettingsOfAReset) return;
        var reason = $"{back.Length} settings are back at what they were before";
        turn.Record("recovery", stamp => new ShadowEvents.DeviceResetDetected(stamp, reason, back));
        DeviceAlarms.ResetDetected(turn, reason);
    }

    private static void Plan(Turn turn, Transfer transfer)
    {
        Set(turn, transfer with { Step = TransferStep.Write, Waits = true });
        turn.Record("recovery", stamp => new ShadowEvents.TransferPlanned(
            stamp, [.. transfer.Block], transfer.Group?.Planned));
        turn.Then(new Continuations.WritePlanned(turn.Live.Incarnation));
    }

    /// <summary>The plan is too old to prove that no other owner claimed meanwhile: the rest of the block goes on under
    /// a new one. What so many plans in a row were not enough for is passed over as if the device had said no.
    /// </summary>
    private static void PlanRest(Turn turn, Transfer transfer)
    {
        var unsent = transfer.Unsent + 1;
        var no = new MutationOutcome.Rejected($"not sent within its time, {unsent} times");
        if (unsent >= ShadowLimits.UnsentWritesMax)
        {
            if (RestoreGroups.NextStep(transfer) is not null) PassStep(turn, transfer, no);
            else PassOver(turn, transfer, TransferResult.Rejected, no.Reason);
            return;
        }

        if (!transfer.Done.IsEmpty)
            turn.Record("recovery", stamp => new ShadowEvents.SettingsTransferred(stamp, [.. transfer.Done]));
        Plan(turn, transfer with { Done = [], Unsent = unsent });
    }

    /// <summary>False: nothing can be done before the predecessor's send window has passed.</summary>
    private static bool WriteNext(Turn turn, Transfer transfer)
    {
        var step = RestoreGroups.NextStep(transfer);
        if (transfer.Block.IsEmpty && step is null)
        {
            BlockDone(turn, transfer);
            return true;
        }

        if (!turn.MayMutate)
        {
            Recovery.Hold(turn, turn.Live.MutateFrom);
            return false;
        }

        var operation = step is null
            ? new WriteOperation(transfer.Block[0].Point, transfer.Block[0].Value)
            : RestoreGroups.Operation(step);
        if (!transfer.HasLooked && Interlocks.ToRead(turn, operation) is { Length: > 0 } inputs)
        {
            Set(turn, transfer with { Waits = true, HasLooked = true });
            Reads.Call(turn, new PendingCall.ForTransfer(inputs), inputs);
        }
        else if (IsPlanOver(turn))
            PlanRest(turn, transfer);
        else if (Interlocks.Problem(turn, operation) is not { } problem)
            Perform(turn, transfer, step);
        else if (step is null)
            PassOver(turn, transfer, TransferResult.Held, problem);
        else
            PassStep(turn, transfer, new MutationOutcome.Rejected(problem));
        return true;
    }

    private static void Perform(Turn turn, Transfer transfer, RestoreStep? step)
    {
        Set(turn, transfer with { Waits = true });
        if (step is not null)
        {
            RestoreGroups.Perform(turn, step, transfer.WriteBy);
            return;
        }

        var (point, value) = transfer.Block[0];
        var call = turn.NewCall(new PendingCall.ForTransfer([point]));
        turn.Do(new ShadowEffects.CallMutate(
            turn.Live.Incarnation, call, new RequestId($"restore-{turn.Live.Incarnation.Number}-{point}"),
            new WriteOperation(point, value), transfer.WriteBy, turn.Own.CallTime));
    }

    private static void BlockDone(Turn turn, Transfer transfer)
    {
        turn.Record("recovery", stamp => new ShadowEvents.SettingsTransferred(
            stamp, [.. transfer.Done], transfer.Group?.Transferred));
        if (transfer.Group is { } group && RestoreGroups.IsAnswered(turn.Spec, group))
            Poison.Acquit(turn, QuarantineId.OfGroup(group.Name));
        Set(turn, transfer with
        {
            Step = TransferStep.ReadBack,
            Waits = false,
            HasLooked = false,
            Unsent = 0,
            Block = [],
            Done = [],
            Group = null,
        });
    }

    /// <summary>False: a queued request must wait for the predecessor's send window.</summary>
    private static bool ExecuteNext(Turn turn, Transfer transfer)
    {
        if (turn.MayMutate && Outstanding.Next(turn) is { } outstanding)
        {
            SendAgain(turn, transfer, outstanding);
            return true;
        }

        if ((Outstanding.NextQueued(turn) ?? Queue.Next(turn)) is not { } queued)
        {
            Recovery.Complete(turn);
            return true;
        }

        if (!turn.MayMutate)
        {
            Recovery.Hold(turn, turn.Live.MutateFrom);
            return false;
        }

        if (Looks(turn, transfer, queued.Request, queued.Operation)) return true;
        if (Admission.WhyNotExecuted(turn, queued) is { } reason)
        {
            if (queued.Verdict == Verdict.Sent) Outstanding.SettleUnknown(turn, queued, reason);
            else Mutations.Settle(turn, queued.Request, Verdict.NotExecuted, reason, ServedBy.ShadowQueue);
            return true;
        }

        Set(turn, transfer with { Waits = true, Current = queued.Request });
        turn.Record(queued.Request.Value, stamp => new ShadowEvents.RequestDispatched(
            stamp, queued.Request, queued.Keyed, queued.Principal, queued.Operation,
            Before: Conflicts.Before(turn, queued.Operation),
            Shown: Evidence.Shown(turn, queued.Operation, queued.Request)));
        turn.Then(new Continuations.Send(queued.Request));
        return true;
    }

    /// <summary>One alone, as it would be sent if it came now; what is in its way gives it up.</summary>
    private static void SendAgain(Turn turn, Transfer transfer, LiveRequest request)
    {
        if (Admission.IsUnfit(turn, request)) return;
        if (Locks.Against(turn, request.Operation, request.Lock) is { } held)
        {
            Mutations.GiveUp(
                turn, request, RefusalKind.Locked, Locks.Words(held), ServedBy.ShadowCheck,
                Locks.TimeLeft(turn, held));
            return;
        }

        if (Looks(turn, transfer, request.Request, request.Operation)) return;
        if (Admission.Problem(turn, request.Operation, request.Request) is { } problem)
        {
            Mutations.GiveUp(
                turn, request, problem.Kind, problem.Reason, ServedBy.ShadowCheck, problem.RetryAfter);
            return;
        }

        Set(turn, transfer with { Waits = true, Current = request.Request });
        Mutations.Dispatch(turn, request);
    }

    /// <summary>True: what is looked at before it is sent is read first, once, where it is not fresh.</summary>
    private static bool Looks(Turn turn, Transfer transfer, RequestId request, Operation operation)
    {
        if (transfer.Looked == request || Admission.ToRead(turn, operation, request) is not { Length: > 0 } inputs)
            return false;
        Set(turn, transfer with { Waits = true, Looked = request });
        Reads.Call(turn, new PendingCall.ForTransfer(inputs), inputs);
        return true;
    }

    private static void Set(Turn turn, Transfer transfer) => turn.Live = turn.Live with { Transfer = transfer };
}
