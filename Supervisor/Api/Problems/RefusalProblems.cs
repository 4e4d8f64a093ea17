using System.Collections.Frozen;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Api.Problems;

/// <summary>Every refusal has one kind of problem.</summary>
public static class RefusalProblems
{
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(1);

    private static readonly FrozenDictionary<RefusalKind, ProblemKind> KindOf = new Dictionary<RefusalKind, ProblemKind>
    {
        [RefusalKind.UnknownGateway] = ProblemKind.UnknownGateway,
        [RefusalKind.UnknownDevice] = ProblemKind.UnknownDevice,
        [RefusalKind.UnknownPoint] = ProblemKind.UnknownPoint,
        [RefusalKind.UnknownCommand] = ProblemKind.UnknownCommand,
        [RefusalKind.UnknownRequest] = ProblemKind.UnknownRequest,
        [RefusalKind.UnknownAlarm] = ProblemKind.UnknownAlarm,
        [RefusalKind.AlarmStillActive] = new(409, "alarm-still-active", "The alarm's condition still holds"),
        [RefusalKind.NotWritable] = new(422, "not-writable", "The point can't be written"),
        [RefusalKind.InvalidValue] = new(422, "invalid-value", "The value can't be taken"),
        [RefusalKind.RateExceeded] = ProblemKind.RateExceeded,
        [RefusalKind.Interlocked] = ProblemKind.Interlocked,
        [RefusalKind.KeyReused] = new(422, "key-reused", "The key came with another request before"),
        [RefusalKind.Busy] = new(503, "busy", "Not now"),
        [RefusalKind.JournalUnavailable] = ProblemKind.JournalUnavailable,
        [RefusalKind.JournalUnreadable] = new(500, "journal-unreadable", "The device's journal can't be read"),
        [RefusalKind.JournalConflict] = new(409, "journal-conflict", "Two journals could be the device's"),
        [RefusalKind.NotReady] = new(503, "not-ready", "Still starting"),
        [RefusalKind.NotOwner] = new(503, "not-owner", "The device is moving to another owner"),
        [RefusalKind.DrillsNotAllowed] = new(403, "drills-not-allowed", "Drills are not allowed on this node"),
        [RefusalKind.UnknownQuarantine] = new(404, "unknown-quarantine", "Nothing of this name is in quarantine"),
        [RefusalKind.HeldChanged] = new(409, "held-changed", "Not held, or changed meanwhile"),
        [RefusalKind.DeadlinePassed] = ProblemKind.DeadlinePassed,
        [RefusalKind.OutOfService] = new(409, "out-of-service", "The device is out of service"),
        [RefusalKind.Locked] = new(423, "locked", "Another holds the device's lock"),
    }.ToFrozenDictionary();

    // Answered without looking at what came before under the same key, which may have been executed.
    private static readonly FrozenSet<RefusalKind> WithoutHistory =
    [
        RefusalKind.NotReady, RefusalKind.NotOwner, RefusalKind.JournalUnreadable, RefusalKind.JournalConflict,
    ];

    public static ProblemKind Of(RefusalKind refusal) => KindOf[refusal];

    /// <param name="mutation">Whether the request was to change a device: then it is said that it was not executed,
    /// where that is known.</param>
    public static ProblemResult Result(ShadowReplies.Refused refused, RequestId? request, bool mutation)
    {
        var kind = Of(refused.Kind);
        var body = kind.Body(refused.Reason) with
        {
            Verdict = mutation && !WithoutHistory.Contains(refused.Kind) ? Verdict.NotExecuted : null,
            RequestId = request,
            ServedBy = refused.ServedBy,
        };
        return new ProblemResult(body, refused.RetryAfter ?? (kind.Status == 503 ? DefaultRetryAfter : null));
    }
}
