using System.Globalization;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// One client's exclusive right to change a device, or what is recorded of its settings, for a time. Others' changes
/// are refused; safe actions and the shadow's own restoring are not asked for it. It is kept through recoveries, and
/// ends with its time or where its age can't be proven.
/// </summary>
internal static class Locks
{
    public static void Take(Turn turn, long ticket, ShadowCommands.TakeLock take)
    {
        if (!Decisions.CanTake(turn, ticket, take)) return;
        if (take.ForMs <= 0 || take.ForMs > turn.Own.LockTimeMax.TotalMilliseconds)
        {
            Refusals.Refuse(
                turn, ticket, take, take.Device.ToString(), RefusalKind.InvalidValue,
                FormattableString.Invariant(
                    $"a lock is taken for at most {turn.Own.LockTimeMax.TotalMinutes:0.##} min at a time"),
                ServedBy.ShadowCheck);
            return;
        }

        if (IsRefused(turn, ticket, take, take.Proof)) return;
        Decisions.Record(turn, ticket, take, stamp => new ShadowEvents.LockTaken(
            stamp, take.Proof, take.Principal, take.ForMs));
    }

    public static void Release(Turn turn, long ticket, ShadowCommands.ReleaseLock release)
    {
        if (!Decisions.CanTake(turn, ticket, release)) return;
        if (InForce(turn) is not { } held)
        {
            Decisions.TellAsIs(turn, ticket, release);
            return;
        }

        if (!release.Break && IsRefused(turn, ticket, release, release.Proof)) return;
        Decisions.Record(turn, ticket, release, stamp => new ShadowEvents.LockReleased(
            stamp, release.Principal, held.Owner, held.Proof != release.Proof, release.Reason));
    }

    /// <summary>Whose lock is in the way; null: nobody's.</summary>
    /// <param name="proof">What the asker's token digests to; null: it has none.</param>
    public static LockRecord? Against(Turn turn, Operation operation, string? proof) =>
        InForce(turn) is { } held && held.Proof != proof && !ProxyTable.IsSafe(turn.Spec, operation) ? held : null;

    public static string Words(LockRecord held) =>
        $"locked by {held.Owner} until {held.Until().ToString("u", CultureInfo.InvariantCulture)}";

    public static TimeSpan TimeLeft(Turn turn, LockRecord held) => held.End() - turn.Now.Uptime;

    public static LockStatus? StatusOf(ShadowState state, Ownership own, Moment now) =>
        state.Lock is { } held && held.IsInForce(own.Boot, now.Uptime)
            ? new LockStatus(held.Owner, held.Time, held.Until())
            : null;

    private static LockRecord? InForce(Turn turn) =>
        turn.State.Lock is { } held && held.IsInForce(turn.Own.Boot, turn.Now.Uptime) ? held : null;

    /// <summary>True: another's lock is in force, and it is refused.</summary>
    public static bool IsRefused(Turn turn, long ticket, ShadowCommands.IShadowCommand command, string? proof)
    {
        if (InForce(turn) is not { } held || held.Proof == proof) return false;
        Refusals.Locked(turn, ticket, command, held);
        return true;
    }
}
