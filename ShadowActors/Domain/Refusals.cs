using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>Answers that say no before anything was tried. Each is recorded.</summary>
internal static class Refusals
{
    public static void Refuse(
        Turn turn,
        long ticket,
        ShadowCommands.IShadowCommand command,
        string subject,
        RefusalKind kind,
        string reason,
        ServedBy servedBy,
        TimeSpan? retryAfter = null)
    {
        var refused = new ShadowReplies.Refused(subject, kind, reason, servedBy, retryAfter);
        Recording.Refused(turn, command.Request, command.Principal, AskedText.Of(command), refused);
        turn.Answer(ticket, refused);
    }

    public const string Full = "as many requests wait already as may";

    public static readonly string KeysFull =
        FormattableString.Invariant($"{ShadowLimits.KeysMax} idempotency keys are remembered already");

    public static bool IsFull(Turn turn) =>
        turn.Live.Waiting >= ShadowLimits.WaitingMax || turn.Live.Calls.Count >= ShadowLimits.CallsMax;

    /// <summary>Of a decision or an order that is on its way into the journal: it stands if it comes to be there.
    /// </summary>
    public static string Unrecorded(string why) =>
        $"it is not known whether this is on record; if it is, it stands: {why}";

    /// <summary>False: nothing that must be on record first can be taken, and it is refused.</summary>
    public static bool CanRecord(Turn turn, long ticket, ShadowCommands.IShadowCommand command)
    {
        if (turn.Live.Claim == ClaimStatus.Lost || turn.Live.Stopping) NotOwner(turn, ticket, command);
        else if (turn.Live.Journal != JournalStatus.Up) JournalUnavailable(turn, ticket, command);
        else if (turn.Live.Claim != ClaimStatus.Held) Busy(turn, ticket, command, WhyDown(turn));
        else if (IsLineFull(turn)) Busy(turn, ticket, command, LineFull);
        else return true;
        return false;
    }

    public const string HandedOver = "the device is being handed to another owner";

    public const string LineFull = "as many events wait for the journal already as may";

    /// <summary>Changes add to what waits for an append that hangs; reads do not.</summary>
    public static bool IsLineFull(Turn turn) =>
        turn.Line.Gathering.Events.Count >= ShadowLimits.GatheredEventsMax;

    public static void Busy(Turn turn, long ticket, ShadowCommands.IShadowCommand command, string reason) => Refuse(
        turn, ticket, command, command.Device.ToString(), RefusalKind.Busy, reason, ServedBy.ShadowBusy,
        RetryAfter(turn));

    public static void JournalUnavailable(Turn turn, long ticket, ShadowCommands.IShadowCommand command)
    {
        var kind = turn.Live.Journal == JournalStatus.Unreadable
            ? RefusalKind.JournalUnreadable
            : RefusalKind.JournalUnavailable;
        var why = turn.Live.JournalReason ?? "the journal is being read";
        var reason = $"nothing may be changed that can't be recorded: {why}";
        Refuse(
            turn, ticket, command, command.Device.ToString(), kind, reason, ServedBy.ShadowBusy,
            kind == RefusalKind.JournalUnavailable ? ShadowLimits.RetryAfter : null);
    }

    public static void NotReady(Turn turn, long ticket, ShadowCommands.IShadowCommand command) => Refuse(
        turn, ticket, command, command.Device.ToString(), RefusalKind.NotReady, WhyNotReady(turn.Live),
        ServedBy.ShadowBusy, ShadowLimits.RetryAfter);

    public static string WhyNotReady(LiveState live) =>
        $"what came before is not known yet: {live.JournalReason ?? "the journal is being read"}";

    public static void NotOwner(Turn turn, long ticket, ShadowCommands.IShadowCommand command)
    {
        if (turn.Live.IsRemoved)
            Refuse(
                turn, ticket, command, command.Device.ToString(), RefusalKind.UnknownDevice, turn.Live.StopReason,
                ServedBy.ShadowCheck);
        else
            Refuse(
                turn, ticket, command, command.Device.ToString(), RefusalKind.NotOwner, HandedOver,
                ServedBy.ShadowBusy, ShadowLimits.RetryAfter);
    }

    public static void OutOfService(
        Turn turn, long ticket, ShadowCommands.IShadowCommand command, AdministrativeRecord record) => Refuse(
        turn, ticket, command, command.Device.ToString(), RefusalKind.OutOfService, Administration.WhyOut(record),
        ServedBy.ShadowCheck);

    public static void Locked(Turn turn, long ticket, ShadowCommands.IShadowCommand command, LockRecord held) => Refuse(
        turn, ticket, command, command.Device.ToString(), RefusalKind.Locked, Locks.Words(held), ServedBy.ShadowCheck,
        Locks.TimeLeft(turn, held));

    /// <summary>Why the driver does not serve, in words.</summary>
    public static string WhyDown(Turn turn) => turn.Live.Mode switch
    {
        _ when turn.State.Administrative is { } record => Administration.WhyOut(record),
        DeviceMode.Passive => "a former owner's requests may still be on their way",
        DeviceMode.Faulted => $"the driver is given up for now: {turn.Live.Reason}",
        _ => $"the driver is being recovered: {turn.Live.Reason}",
    };

    private static TimeSpan RetryAfter(Turn turn)
    {
        var held = turn.Live.HoldUntil - turn.Now.Uptime;
        return held > ShadowLimits.RetryAfter ? held : ShadowLimits.RetryAfter;
    }

    /// <summary>What it is about, for people.</summary>
    public static string Subject(ShadowCommands.Mutate mutate) => mutate.Operation switch
    {
        WriteOperation write => $"{mutate.Device}/{write.Point}",
        InvokeOperation invoke => $"{mutate.Device}/{invoke.Command}",
        _ => mutate.Device.ToString(),
    };
}
