using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What an operator orders: a planned restart, a drill.</summary>
internal static class Orders
{
    public static void Restart(Turn turn, long ticket, ShadowCommands.RestartDriver restart)
    {
        if (!Refusals.CanRecord(turn, ticket, restart)) return;
        if (turn.Live.OutOfService is { } record) Refusals.OutOfService(turn, ticket, restart, record);
        else if (turn.Live.Restarts.Length >= ShadowLimits.OrdersMax)
            Refusals.Busy(turn, ticket, restart, $"{ShadowLimits.OrdersMax} restarts are ordered already");
        else
        {
            ExpectRestart(turn, ticket, restart);
            turn.Record(restart.Request.Value, stamp => new ShadowEvents.RestartOrdered(
                stamp, restart.Request, restart.Principal, restart.Reason));
            OrderKeys.Keep(turn, restart, new KeptAnswer());
            turn.Then(new Continuations.Restart(restart.Request, restart.Principal, restart.Reason));
        }
    }

    /// <summary>It is answered when a driver serves.</summary>
    public static void ExpectRestart(Turn turn, long ticket, ShadowCommands.RestartDriver restart)
    {
        var deadline = turn.Now.Uptime + restart.Timeout;
        turn.Live = turn.Live with { Restarts = turn.Live.Restarts.Add((ticket, restart.Request, deadline)) };
        Deadlines.Expect(turn, deadline);
    }

    public static string Served(Incarnation incarnation) => $"incarnation {incarnation} serves";

    /// <summary>The order is on record.</summary>
    public static void Restart(Turn turn, string principal, string reason)
    {
        // A driver that waits for its hold time is opened now: somebody asked for it.
        if (turn.Live.Stopping) return;
        if (turn.Live.Mode == DeviceMode.Passive)
            PlannedChanges.Begin(turn, $"restart ordered by {principal}: {reason}");
        else turn.Live = turn.Live with { HoldUntil = turn.Now.Uptime };
    }

    public static void Lift(Turn turn, long ticket, ShadowCommands.LiftQuarantine lift)
    {
        if (!MayOrder(turn, ticket, lift) || Locks.IsRefused(turn, ticket, lift, lift.Lock)) return;
        if (!turn.State.Quarantine.ContainsKey(lift.Quarantined))
        {
            Refusals.Refuse(
                turn, ticket, lift, $"{lift.Device} {lift.Quarantined}", RefusalKind.UnknownQuarantine,
                "nothing of this name is in quarantine", ServedBy.ShadowCheck);
            return;
        }

        turn.Record(lift.Request.Value, stamp => new ShadowEvents.QuarantineLifted(
            stamp, [lift.Quarantined], lift.Request, lift.Principal, $"ordered by {lift.Principal}"));
        var done = $"{lift.Quarantined} is lifted from quarantine";
        OrderKeys.Keep(turn, lift, new KeptAnswer(done));
        Expect(turn, ticket, lift, done);
    }

    public static void Adopt(Turn turn, long ticket, ShadowCommands.AdoptSetting adopt)
    {
        if (!MayOrder(turn, ticket, adopt) || Locks.IsRefused(turn, ticket, adopt, adopt.Lock)) return;
        var point = turn.Spec.Point(adopt.Point);
        if (point is null || !turn.State.Held.ContainsKey(adopt.Point.Value))
            RefuseAdoption(turn, ticket, adopt, "no difference of this setting is held");
        else if (turn.Live.Mode != DeviceMode.Passive)
            Refusals.Busy(turn, ticket, adopt, Refusals.WhyDown(turn));
        else if (Looks.HasOpenWrite(turn, adopt.Point))
            Refusals.Busy(turn, ticket, adopt, "a write of this setting is under way");
        else if (turn.Live.Readings.GetValueOrDefault(adopt.Point) is not { Status.IsGood: true, Value: { } has }
            || !RecoveryPlan.IsSame(point, adopt.Value, has))
            RefuseAdoption(turn, ticket, adopt, $"the device does not have {adopt.Value} (any more)");
        else
        {
            turn.Record(adopt.Request.Value, stamp => new ShadowEvents.SettingAdopted(
                stamp, adopt.Point, has, turn.State.Settings.GetValueOrDefault(adopt.Point.Value)?.Value,
                adopt.Request, adopt.Principal, $"ordered by {adopt.Principal}"));
            var done = $"{adopt.Point} = {has} is the recorded setting";
            OrderKeys.Keep(turn, adopt, new KeptAnswer(done));
            Expect(turn, ticket, adopt, done);
        }
    }

    private static void RefuseAdoption(Turn turn, long ticket, ShadowCommands.AdoptSetting adopt, string reason) =>
        Refusals.Refuse(
            turn, ticket, adopt, $"{adopt.Device}/{adopt.Point}", RefusalKind.HeldChanged, reason,
            ServedBy.ShadowCheck);

    /// <summary>An order that is done when it is on record is.</summary>
    public static void TellDone(Turn turn, long ticket)
    {
        var order = turn.Live.Orders.FirstOrDefault(order => order.Ticket == ticket);
        if (order == default) return;
        turn.Live = turn.Live with { Orders = turn.Live.Orders.Remove(order) };
        turn.Answer(ticket, new ShadowReplies.Done(turn.Spec.Id, order.Request, order.Done));
    }

    /// <summary>False: it is refused.</summary>
    public static bool MayOrder(Turn turn, long ticket, ShadowCommands.IShadowCommand order)
    {
        if (!Refusals.CanRecord(turn, ticket, order)) return false;
        if (turn.Live.Orders.Length < ShadowLimits.OrdersMax) return true;
        Refusals.Busy(turn, ticket, order, $"{ShadowLimits.OrdersMax} orders wait already");
        return false;
    }

    /// <summary>It is answered when all that is recorded so far is durable.</summary>
    public static void Expect(Turn turn, long ticket, ShadowCommands.IShadowCommand order, string done)
    {
        var deadline = turn.Now.Uptime + order.Timeout;
        turn.Live = turn.Live with { Orders = turn.Live.Orders.Add((ticket, order.Request, deadline, done)) };
        Deadlines.Expect(turn, deadline);
        turn.Then(new Continuations.TellDone(ticket));
    }

    public static void Inject(Turn turn, long ticket, ShadowCommands.InjectFault fault)
    {
        if (!turn.Own.DrillsAllowed)
        {
            Refusals.Refuse(
                turn, ticket, fault, fault.Device.ToString(), RefusalKind.DrillsNotAllowed,
                "this node was started without drills", ServedBy.ShadowCheck);
            return;
        }

        if (!Refusals.CanRecord(turn, ticket, fault)) return;
        if (turn.Live.OutOfService is { } record) Refusals.OutOfService(turn, ticket, fault, record);
        else if (turn.Live.Mode != DeviceMode.Passive)
            Refusals.Busy(turn, ticket, fault, Refusals.WhyDown(turn));
        else if (turn.Live.Drills.Length >= ShadowLimits.OrdersMax)
            Refusals.Busy(turn, ticket, fault, $"{ShadowLimits.OrdersMax} drills are ordered already");
        else
        {
            var deadline = turn.Now.Uptime + fault.Timeout;
            turn.Live = turn.Live with { Drills = turn.Live.Drills.Add((ticket, fault.Request, deadline)) };
            Deadlines.Expect(turn, deadline);
            turn.Record(fault.Request.Value, stamp => new ShadowEvents.FaultInjected(
                stamp, fault.Request, fault.Principal, fault.Fault));
            OrderKeys.Keep(turn, fault, new KeptAnswer(Armed(fault.Fault)));
            turn.Then(new Continuations.Inject(ticket, fault.Request, fault.Fault));
        }
    }

    /// <summary>The drill is on record.</summary>
    public static void Inject(Turn turn, Continuations.Inject inject)
    {
        var drill = turn.Live.Drills.FirstOrDefault(drill => drill.Ticket == inject.Ticket);
        if (drill == default)
        {
            OrderKeys.Forget(turn, inject.Request);
            return;
        }

        turn.Live = turn.Live with { Drills = turn.Live.Drills.Remove(drill) };
        if (turn.Live.Driver != DriverPhase.Open)
        {
            OrderKeys.Forget(turn, inject.Request);
            turn.Answer(inject.Ticket, new ShadowReplies.Refused(
                turn.Spec.Id.ToString(), RefusalKind.Busy, Refusals.WhyDown(turn), ServedBy.ShadowBusy,
                ShadowLimits.RetryAfter));
            return;
        }

        turn.Do(new ShadowEffects.InjectFault(turn.Live.Incarnation, inject.Fault));
        turn.Answer(inject.Ticket, new ShadowReplies.Done(turn.Spec.Id, inject.Request, Armed(inject.Fault)));
    }

    private static string Armed(DrillFault fault) =>
        $"the next call of the driver will {fault.ToString().ToLowerInvariant()}";
}
