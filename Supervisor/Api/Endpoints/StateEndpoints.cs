using System.Diagnostics.CodeAnalysis;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>Taking a device out of service, and giving it back.</summary>
public static class StateEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/devices/{gateway}/{device}/state", SetAsync)
            .WithSummary("Takes a device out of service, or gives it back. Answers when that is on record.")
            .WithDescription(
                "Enabled, Maintenance or Disabled. Out of service nothing is read from the device or sent to it. "
                + "Maintenance may end by itself: until, or for.")
            .Produces<DecidedBody>()
            .WithProblems(400, 403, 404, 413, 415, 422, 503, 504);

    public static IResult Answer(
        ClientRequest client, ShadowReplies.IShadowReply? reply, LockToken? token = null) => reply switch
        {
            ShadowReplies.Decided decided => TypedResults.Json(
                new DecidedBody(
                    decided.Device, decided.Request, decided.Administrative, decided.Lock,
                    decided.Lock is null ? null : token?.Text),
                ApiJson.Web.DecidedBody),
            ShadowReplies.Refused refused => RefusalProblems.Result(refused, client.Request, mutation: false),
            _ => new ProblemResult(
                ProblemKind.Indeterminate.Body(
                    $"'{client.Device}' gave no answer within {client.Timeout.TotalSeconds} s.") with
                {
                    Verdict = Verdict.Indeterminate,
                    RequestId = client.Request,
                }),
        };

    private static async Task<IResult> SetAsync(
        HttpContext http,
        string gateway,
        string device,
        StateBody body,
        string? timeout,
        IDeviceClient devices,
        TimeProvider time)
    {
        if (!ClientRequest.TryRead(http, gateway, device, timeout, out var client, out var problem)) return problem;
        if (!OwnerInput.TryRead(body.Owner, client.Principal, out var owner, out problem)) return problem;
        if (body.State is not { } state)
            return ProblemKind.BadRequest.Result("state: Enabled, Maintenance or Disabled is expected.");
        if (body.Reason is null ? state != AdministrativeState.Enabled
            : !OwnerInput.IsLine(body.Reason, OwnerInput.ReasonLengthMax))
        {
            return ProblemKind.BadRequest.Result(
                $"reason: one line of at most {OwnerInput.ReasonLengthMax} characters is expected.");
        }

        if (!TryTime(body, state, time.GetUtcNow(), out var forMs, out problem)) return problem;
        return Answer(client, await devices.AskAsync(new ShadowCommands.SetState(
            client.Device, client.Request, owner, state, body.Reason ?? "given back", forMs, client.Timeout,
            client.Keyed, body.Until)));
    }

    /// <summary>From now on it is a duration: a jump of the wall clock ends nothing.</summary>
    private static bool TryTime(
        StateBody body,
        AdministrativeState state,
        DateTimeOffset now,
        out long? forMs,
        [NotNullWhen(false)] out ProblemResult? problem)
    {
        (forMs, problem) = (null, null);
        if (body.Until is null && body.For is null) return true;
        TimeSpan time;
        if (body.Until is not null && body.For is not null)
            problem = ProblemKind.BadRequest.Result("until, for: one of them is expected.");
        else if (state != AdministrativeState.Maintenance)
            problem = ProblemKind.BadRequest.Result($"until, for: {state} has no end; Maintenance may have one.");
        else if (body.For is not null && !DurationInput.TryParse(body.For, out time))
            problem = ProblemKind.BadRequest.Result($"for: '{body.For}' is not {DurationInput.Form}.");
        else
        {
            time = body.Until is { } until ? until - now : DurationInput.TryParse(body.For!, out time) ? time : default;
            forMs = (long)time.TotalMilliseconds;
            if (forMs <= 0)
                problem = ProblemKind.BadRequest.Result("until: a time to come is expected.");
            else if (time > ShadowLimits.MaintenanceTimeMax)
                problem = ProblemKind.BadRequest.Result(
                    $"until, for: at most {ShadowLimits.MaintenanceTimeMax.TotalDays} days from now.");
        }

        return problem is null;
    }
}
