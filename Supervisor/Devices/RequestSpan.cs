using System.Diagnostics;
using Understudy.DriverActors.Tracing;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Devices;

/// <summary>The span of a request as its asker sees it, with the way to the shadow and back.</summary>
internal static class RequestSpan
{
    public static async Task<ShadowReplies.IShadowReply?> FollowAsync(
        ShadowCommands.IShadowCommand command,
        Func<ShadowCommands.IShadowCommand, Task<ShadowReplies.IShadowReply?>> ask)
    {
        using var span = RequestTrace.StartRequest(Name(command));
        if (span is null) return await ask(command);
        span.SetTag("understudy.device", command.Device.ToString());
        span.SetTag("understudy.request_id", command.Request.Value);
        span.SetTag("understudy.principal", command.Principal);
        span.SetTag("understudy.target", Target(command));
        var reply = await ask(WithTrace(command, span));
        if (reply is null) span.SetStatus(ActivityStatusCode.Error, "no answer in time");
        else if (reply is ShadowReplies.Refused refused)
            span.SetStatus(ActivityStatusCode.Error, refused.Kind.ToString());
        return reply;
    }

    private static ShadowCommands.IShadowCommand WithTrace(ShadowCommands.IShadowCommand command, Activity span) =>
        command switch
        {
            ShadowCommands.ReadPoints read => read with { Trace = span.Id },
            ShadowCommands.Mutate mutate => mutate with { Trace = span.Id },
            _ => command,
        };

    private static string Name(ShadowCommands.IShadowCommand command) => command switch
    {
        ShadowCommands.ReadPoints => "request read",
        ShadowCommands.Mutate { Operation: WriteOperation } => "request write",
        ShadowCommands.Mutate => "request invoke",
        ShadowCommands.RestartDriver => "request restart",
        ShadowCommands.SetState => "request state",
        ShadowCommands.TakeLock or ShadowCommands.ReleaseLock => "request lock",
        ShadowCommands.LiftQuarantine => "request lift",
        ShadowCommands.AdoptSetting => "request adopt",
        ShadowCommands.ChangeAlarm => "request alarm",
        ShadowCommands.KeepAnswer => "request keep",
        _ => "request fault",
    };

    private static string? Target(ShadowCommands.IShadowCommand command) => command switch
    {
        ShadowCommands.ReadPoints read => string.Join(' ', read.Points),
        ShadowCommands.Mutate { Operation: WriteOperation write } => write.Point.ToString(),
        ShadowCommands.ChangeAlarm alarm => alarm.Alarm,
        ShadowCommands.Mutate { Operation: InvokeOperation invoke } => invoke.Command.ToString(),
        _ => null,
    };
}
