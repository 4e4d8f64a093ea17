using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;

namespace Understudy.Supervisor.Api.Problems;

/// <summary>What a client that asked to change a device is told.</summary>
public static class VerdictAnswers
{
    private static readonly TimeSpan NotExecutedRetryAfter = TimeSpan.FromSeconds(1);

    /// <param name="reply">Null: none came.</param>
    public static IResult Of(ShadowReplies.IShadowReply? reply, RequestId request) => reply switch
    {
        ShadowReplies.RequestStatus status => Of(status),
        ShadowReplies.Refused refused => RefusalProblems.Result(refused, request, mutation: true),
        _ => new ProblemResult(ProblemKind.Indeterminate.Body(
            "No answer came in time. Ask for the request's verdict later, or send it again with the same key.") with
        {
            Verdict = Verdict.Indeterminate,
            RequestId = request,
        }),
    };

    /// <summary>The problem that a verdict is to the client; null where it is none.</summary>
    public static ProblemKind? ProblemOf(Verdict verdict, string? reason) => verdict switch
    {
        Verdict.Confirmed or Verdict.Accepted or Verdict.Sent => null,
        Verdict.NotExecuted or Verdict.Indeterminate when Begins(reason, VerdictReason.Quarantined) =>
            ProblemKind.Quarantined,
        Verdict.Rejected => ProblemKind.Rejected,
        Verdict.Indeterminate => ProblemKind.Indeterminate,
        Verdict.NotExecuted when Begins(reason, VerdictReason.Superseded) => ProblemKind.Superseded,
        Verdict.NotExecuted when Begins(reason, VerdictReason.Interlocked) => ProblemKind.Interlocked,
        Verdict.NotExecuted when Begins(reason, VerdictReason.RateExceeded) => ProblemKind.RateExceeded,
        Verdict.NotExecuted when Begins(reason, VerdictReason.DeadlinePassed) => ProblemKind.DeadlinePassed,
        Verdict.NotExecuted => ProblemKind.NotExecuted,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Not a verdict."),
    };

    private static IResult Of(ShadowReplies.RequestStatus status)
    {
        if (ProblemOf(status.Verdict, status.Reason) is { } kind)
        {
            var body = kind.Body(status.Reason ?? kind.Title) with
            {
                Verdict = status.Verdict,
                RequestId = status.Request,
                ServedBy = status.ServedBy,
            };
            return new ProblemResult(body, kind.Status == 503 ? NotExecutedRetryAfter : null);
        }

        var code = status.Verdict == Verdict.Confirmed ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        return TypedResults.Json(RequestBody.Of(status), ApiJson.Web.RequestBody, statusCode: code);
    }

    private static bool Begins(string? reason, string word) =>
        reason is not null && reason.StartsWith(word, StringComparison.Ordinal);
}
