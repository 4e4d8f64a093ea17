using System.Collections.Immutable;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
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
        if (transfer.Step == TransferStep.Resolve) Resolved(turn, transfer);
        else if (transfer.Step == TransferStep.ReadBack) Compare(turn, transfer, asked, readings);
    }

    /// <summary>The planned writes of this block are on record.</summary>
    public static void WritePlanned(Turn turn, Incarnation incarnation, TimeSpan writeBy)
    {
        if (turn.Live.Incarnation == incarnation && turn.Live.Transfer is { Step: TransferStep.Write } transfer)
            Set(turn, transfer with { Waits = false, WriteBy = writeBy });
    }

    public static bool IsPlanOver(Turn turn) =>
        turn.Live.Transfer is { Step: TransferStep.Write } transfer && turn.Now.Uptime >= transfer.WriteBy;

    /// <summary>A write of the block was surely not sent.</summary>
    public static void WriteAgain(Turn turn) => Set(turn, turn.Live.Transfer! with { Waits = false });

    public static void WriteDone(Turn turn, PointId point, MutationOutcome outcome)
    {
        if (turn.Live.Transfer is not { Step: TransferStep.Write } transfer || transfer.Block.IsEmpty
            || transfer.Block[0].Point != point)
            return;
        var recorded = transfer.Block[0].Value;
        var (result, reason) = outcome is MutationOutcome.Rejected rejected
            ? (TransferResult.Rejected, rejected.Reason)
            : (TransferResult.Written, (string?)null);
        // What was only ever written there says nothing of what the device had.
        var actual = turn.Live.Readings.GetValueOrDefault(point) is { IsWritten: false } read ? read.Value : null;
        if (result == TransferResult.Written) Reads.Written(turn, point, recorded);
        Set(turn, transfer with
        {
            Waits = false,
            Block = transfer.Block.RemoveAt(0),
            Done = transfer.Done.Add(new TransferredSetting(point, recorded, actual, result, reason)),
        });
    }

    /// <summary>A queued request has its verdict.</summary>
    public static void RequestDone(Turn turn, RequestId request)
    {
        if (turn.Live.Transfer is { Step: TransferStep.Requests } transfer && transfer.Current == request)
            Set(turn, transfer with { Waits = false, Current = null });
    }

    private static void StartResolving(Turn turn, Transfer transfer)
    {
        var points = Outstanding.PointsToRead(turn);
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
        Set(turn, transfer with
        {
            Step = TransferStep.ReadBack,
            Waits = false,
            Settings = RecoveryPlan.Settings(turn.Spec, turn.State),
            HeldReason = turn.State.ComparedAfter is { } before
                ? $"compared only, after {before.Words()}"
                : RecoveryPlan.HeldReason(turn.Spec, turn.Live.ContactBeforeFailure, turn.Now.Uptime),
        });
    }

    private static void StartBlock(Turn turn, Transfer transfer)
    {
        if (transfer.Settings.IsEmpty)
        {
            Set(turn, transfer with { Step = TransferStep.Requests });
            return;
        }

        var points = transfer.Settings.Take(ShadowLimits.TransferBlock).ToImmutableArray();
        Set(turn, transfer with { Waits = true });
        Reads.Call(turn, new PendingCall.ForTransfer(points), points);
    }

    private static void Compare(
        Turn turn, Transfer transfer, ImmutableArray<PointId> asked, IReadOnlyList<PointReading> readings)
    {
        var block = ImmutableList.CreateBuilder<PlannedSetting>();
        var done = ImmutableList.CreateBuilder<TransferredSetting>();
        foreach (var id in asked)
        {
            var point = turn.Spec.Point(id)!;
            var recorded = turn.State.Settings[id.Value].Value;
            var actual = readings.FirstOrDefault(reading => reading.Point == id)?.Value;
            var isSame = RecoveryPlan.IsSame(point, recorded, actual);
            var held = WhyHeld(turn, transfer, point, recorded);
            if (isSame && (point.Replay != ReplayRule.Always || held is not null))
                done.Add(new TransferredSetting(id, recorded, actual, TransferResult.Unchanged, null));
            else if (held is not null)
                done.Add(new TransferredSetting(id, recorded, actual, TransferResult.Held, held));
            else
                block.Add(new PlannedSetting(id, recorded));
        }

        var next = transfer with
        {
            Settings = transfer.Settings.RemoveRange(0, asked.Length),
            Block = block.ToImmutable(),
            Done = done.ToImmutable(),
        };
        if (block.Count == 0)
        {
            BlockDone(turn, next);
            return;
        }

        Plan(turn, next);
    }

    private static void Plan(Turn turn, Transfer transfer)
    {
        Set(turn, transfer with { Step = TransferStep.Write, Waits = true });
        turn.Record("recovery", stamp => new ShadowEvents.TransferPlanned(stamp, [.. transfer.Block]));
        turn.Then(new Continuations.WritePlanned(turn.Live.Incarnation));
    }

    /// <summary>The plan is too old to prove that no other owner claimed meanwhile: the rest of the block goes on under
    /// a new one.</summary>
    private static void PlanRest(Turn turn, Transfer transfer)
    {
        if (!transfer.Done.IsEmpty)
            turn.Record("recovery", stamp => new ShadowEvents.SettingsTransferred(stamp, [.. transfer.Done]));
        Plan(turn, transfer with { Done = [] });
    }

    /// <summary>What is held stays held until somebody writes it or the device has it.</summary>
    private static string? WhyHeld(Turn turn, Transfer transfer, PointSpec point, PointValue recorded) =>
        transfer.HeldReason
        ?? turn.State.Held.GetValueOrDefault(point.Id.Value)?.Reason
        ?? ValueCheck.Problem(turn.Spec, new WriteOperation(point.Id, recorded))?.Reason;

    /// <summary>False: nothing can be done before the predecessor's send window has passed.</summary>
    private static bool WriteNext(Turn turn, Transfer transfer)
    {
        if (transfer.Block.IsEmpty)
        {
            BlockDone(turn, transfer);
            return true;
        }

        if (!turn.MayMutate)
        {
            Recovery.Hold(turn, turn.Live.MutateFrom);
            return false;
        }

        if (IsPlanOver(turn))
        {
            PlanRest(turn, transfer);
            return true;
        }

        var (point, value) = transfer.Block[0];
        Set(turn, transfer with { Waits = true });
        var call = turn.NewCall(new PendingCall.ForTransfer([point]));
        turn.Do(new ShadowEffects.CallMutate(
            turn.Live.Incarnation, call, new RequestId($"restore-{turn.Live.Incarnation.Number}-{point}"),
            new WriteOperation(point, value), transfer.WriteBy, turn.Own.CallTime));
        return true;
    }

    private static void BlockDone(Turn turn, Transfer transfer)
    {
        turn.Record("recovery", stamp => new ShadowEvents.SettingsTransferred(stamp, [.. transfer.Done]));
        Set(turn, transfer with { Step = TransferStep.ReadBack, Waits = false, Block = [], Done = [] });
    }

    /// <summary>False: a queued request must wait for the predecessor's send window.</summary>
    private static bool ExecuteNext(Turn turn, Transfer transfer)
    {
        if (Queue.Next(turn) is not { } queued)
        {
            Recovery.Complete(turn);
            return true;
        }

        if (!turn.MayMutate)
        {
            Recovery.Hold(turn, turn.Live.MutateFrom);
            return false;
        }

        Set(turn, transfer with { Waits = true, Current = queued.Request });
        turn.Record(queued.Request.Value, stamp => new ShadowEvents.RequestDispatched(
            stamp, queued.Request, queued.Keyed, queued.Principal, queued.Operation));
        turn.Then(new Continuations.Send(queued.Request));
        return true;
    }

    private static void Set(Turn turn, Transfer transfer) => turn.Live = turn.Live with { Transfer = transfer };
}
