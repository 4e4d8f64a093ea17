using System.Collections.Immutable;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Clients' keys of orders and decisions: within the key window the same order under the same key is answered as the
/// first one was and not done again, another one is refused. Orders on alarms, which change nothing when they are given
/// twice, have none.
/// </summary>
internal static class OrderKeys
{
    private const string Another = "this key stands for another";

    /// <summary>True: the key is known, and the command is answered or waits for that.</summary>
    public static bool IsKnown(Turn turn, long ticket, ShadowCommands.IShadowCommand command)
    {
        if (command is ShadowCommands.ReadPoints or ShadowCommands.ChangeAlarm) return false;
        var known = Known(turn, command.Request);
        if (command is ShadowCommands.Mutate) return known is not null && IsRefused(turn, ticket, command, "order");
        if (!command.Keyed) return false;
        if (IsOfRequest(turn, command.Request)) return IsRefused(turn, ticket, command, "request");
        if (known is null)
            return command is not ShadowCommands.KeepAnswer { Answer: null } && IsFull(turn, ticket, command);
        if (known.Asked != Asked(command)) return IsRefused(turn, ticket, command, "order");
        if (turn.Live.Claim == ClaimStatus.Lost || turn.Live.Stopping) return false;
        if (command is ShadowCommands.RestartDriver restart) return IsJoined(turn, ticket, restart);
        if (IsOnItsWay(turn, command.Request)) Wait(turn, ticket, command);
        else turn.Answer(ticket, Answer(turn, command.Request, known.Answer));
        return true;
    }

    /// <summary>Recorded with the order itself, in one append.</summary>
    public static void Keep(Turn turn, ShadowCommands.IShadowCommand command, KeptAnswer answer)
    {
        if (!command.Keyed) return;
        var asked = Asked(command);
        turn.Add(new ShadowEvents.OrderKept(turn.Stamp(command.Request.Value), command.Request, asked, answer));
    }

    /// <summary>The answer to a decision that is recorded but not yet durable.</summary>
    public static KeptAnswer Decided(Turn turn)
    {
        var administrative = turn.State.Administrative is { } record
            ? new AdministrativeStatus(
                record.State, record.Principal, record.Reason, record.Time, record.Until(), Overdue: false)
            : Administration.InService(turn.State);
        return new KeptAnswer(null, administrative, Locks.StatusOf(turn.State, turn.Own, turn.Now));
    }

    /// <summary>The order was not done after all, and may be given again.</summary>
    public static void Forget(Turn turn, RequestId request)
    {
        if (Known(turn, request) is not null)
            turn.Add(new ShadowEvents.KeysForgotten(turn.Stamp(request.Value), [request]));
    }

    /// <summary>What was on its way is on record, or is not.</summary>
    public static void Tell(Turn turn, Continuations.TellKept tell)
    {
        var waiting = turn.Live.Orders.FirstOrDefault(order => order.Ticket == tell.Ticket);
        if (waiting == default) return;
        turn.Live = turn.Live with { Orders = turn.Live.Orders.Remove(waiting) };
        turn.Answer(tell.Ticket, Known(turn, tell.Request) is { } known
            ? Answer(turn, tell.Request, known.Answer)
            : new ShadowReplies.Refused(
                turn.Spec.Id.ToString(), RefusalKind.JournalUnavailable,
                $"it is not in force: {turn.Live.JournalReason ?? "it could not be recorded"}", ServedBy.ShadowBusy,
                ShadowLimits.RetryAfter));
    }

    /// <summary>Keeps what was done in several steps, or tells what is kept.</summary>
    public static void Asked(Turn turn, long ticket, ShadowCommands.KeepAnswer keep)
    {
        if (!Orders.MayOrder(turn, ticket, keep)) return;
        if (keep.Answer is not { } answer)
        {
            turn.Answer(ticket, new ShadowReplies.Done(turn.Spec.Id, keep.Request, ""));
            return;
        }

        Recording.Flush(turn);
        Keep(turn, keep, new KeptAnswer(answer));
        Orders.Expect(turn, ticket, keep, answer);
    }

    private static ShadowReplies.IShadowReply Answer(Turn turn, RequestId request, KeptAnswer answer) =>
        answer.Administrative is { } administrative
            ? new ShadowReplies.Decided(turn.Spec.Id, request, administrative, answer.Lock)
            : new ShadowReplies.Done(turn.Spec.Id, request, answer.Done ?? "");

    /// <summary>A restart under the same key is the same restart: it is done when a driver serves after it.</summary>
    private static bool IsJoined(Turn turn, long ticket, ShadowCommands.RestartDriver restart)
    {
        if (turn.Live.OutOfService is not null) return false;
        if (turn.Live.Mode == DeviceMode.Passive && !IsOnItsWay(turn, restart.Request))
            turn.Answer(ticket, new ShadowReplies.Done(
                turn.Spec.Id, restart.Request, Orders.Served(turn.Live.Incarnation)));
        else if (turn.Live.Restarts.Length >= ShadowLimits.OrdersMax)
            Refusals.Busy(turn, ticket, restart, $"{ShadowLimits.OrdersMax} restarts are ordered already");
        else
            Orders.ExpectRestart(turn, ticket, restart);
        return true;
    }

    private static void Wait(Turn turn, long ticket, ShadowCommands.IShadowCommand command)
    {
        if (turn.Live.Orders.Length >= ShadowLimits.OrdersMax)
        {
            Refusals.Busy(turn, ticket, command, $"{ShadowLimits.OrdersMax} orders wait already");
            return;
        }

        var deadline = turn.Now.Uptime + command.Timeout;
        turn.Live = turn.Live with { Orders = turn.Live.Orders.Add((ticket, command.Request, deadline, "")) };
        Deadlines.Expect(turn, deadline);
        turn.Then(new Continuations.TellKept(ticket, command.Request));
    }

    private static OrderRecord? Known(Turn turn, RequestId request) =>
        turn.State.Orders?.GetValueOrDefault(request.Value);

    private static bool IsOnItsWay(Turn turn, RequestId request) =>
        (turn.Line.UnderWay?.Events ?? []).Concat(turn.Line.Gathering.Events)
            .Any(happened => happened is ShadowEvents.OrderKept kept && kept.Request == request);

    private static bool IsOfRequest(Turn turn, RequestId request) =>
        turn.State.Requests.ContainsKey(request.Value) || turn.Live.Requests.ContainsKey(request.Value);

    private static bool IsRefused(Turn turn, long ticket, ShadowCommands.IShadowCommand command, string what)
    {
        Refusals.Refuse(
            turn, ticket, command, command.Request.Value, RefusalKind.KeyReused, $"{Another} {what}",
            ServedBy.ShadowCheck);
        return true;
    }

    /// <summary>True: no key may be forgotten yet, and it is answered busy.</summary>
    private static bool IsFull(Turn turn, long ticket, ShadowCommands.IShadowCommand command)
    {
        if (turn.State.Orders is not { Count: >= ShadowLimits.OrderKeysMax } orders) return false;
        if (turn.Live is { Journal: JournalStatus.Up, Claim: ClaimStatus.Held })
        {
            ImmutableArray<RequestId> expired =
            [
                .. orders
                    .Where(pair => KeyTable.IsOver(turn, pair.Value.Boot, pair.Value.UptimeMs))
                    .Select(pair => new RequestId(pair.Key)),
            ];
            if (!expired.IsEmpty)
            {
                turn.Record("key window", stamp => new ShadowEvents.KeysForgotten(stamp, expired));
                return false;
            }
        }

        Refusals.Busy(
            turn, ticket, command, $"{ShadowLimits.OrderKeysMax} keys of orders are remembered already");
        return true;
    }

    /// <summary>What the key stands for: kind and content, without who asked and how long they wait.</summary>
    private static string Asked(ShadowCommands.IShadowCommand command) => command switch
    {
        ShadowCommands.RestartDriver restart => Exact("restart", restart.Reason),
        ShadowCommands.InjectFault fault => Exact("drill", fault.Fault.ToString()),
        ShadowCommands.LiftQuarantine lift => Exact("lift", lift.Quarantined),
        ShadowCommands.AdoptSetting adopt => Exact("adopt", adopt.Point.Value, JsonSerializer.Serialize(adopt.Value)),
        // A time of day is another duration each time that it is asked for.
        ShadowCommands.SetState set => Exact(
            "state", set.State.ToString(), set.Reason, set.Until?.ToString("O") ?? set.ForMs?.ToString()),
        ShadowCommands.TakeLock take => Exact("lock", take.Proof, take.ForMs.ToString()),
        ShadowCommands.ReleaseLock release => Exact(
            "unlock", release.Proof, release.Break.ToString(), release.Reason),
        ShadowCommands.KeepAnswer keep => Exact("steps", keep.Asked),
        _ => throw new ArgumentException($"{command.GetType().Name} is no order that is kept.", nameof(command)),
    };

    /// <summary>JSON keeps apart where a text ends.</summary>
    private static string Exact(params string?[] parts) => JsonSerializer.Serialize(parts);
}
