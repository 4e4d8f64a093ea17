using System.Diagnostics;
using Understudy.DriverActors.Tracing;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Metrics;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>The span of a request at its shadow: from its arrival to its answer.</summary>
internal static class ShadowSpan
{
    /// <summary>Null where nobody follows the request.</summary>
    public static Activity? Start(ShadowCommands.IShadowCommand command, RequestKind kind)
    {
        if (command.Trace is null) return null;
        var span = RequestTrace.Start(
            kind switch
            {
                RequestKind.Read => "shadow read",
                RequestKind.Write => "shadow write",
                _ => "shadow invoke",
            },
            command.Trace);
        span?.SetTag("understudy.device", command.Device.ToString());
        span?.SetTag("understudy.request_id", command.Request.Value);
        return span;
    }

    public static void End(Activity span, ShadowReplies.IShadowReply reply, Shadow shadow)
    {
        span.SetTag("understudy.mode", shadow.Live.Mode.ToString());
        switch (reply)
        {
            case ShadowReplies.PointsRead read:
                span.SetTag("understudy.served_by", read.Readings[0].ServedBy.ToString());
                span.SetTag("understudy.quality", read.Readings[0].Status.ToString());
                break;
            case ShadowReplies.RequestStatus status:
                span.SetTag("understudy.served_by", status.ServedBy.ToString());
                span.SetTag("understudy.verdict", status.Verdict.ToString());
                break;
            case ShadowReplies.Refused refused:
                span.SetTag("understudy.served_by", refused.ServedBy.ToString());
                // The reason may hold the value that was asked for; the journal has it.
                span.End(refused.Kind.ToString());
                return;
        }

        span.End();
    }
}
