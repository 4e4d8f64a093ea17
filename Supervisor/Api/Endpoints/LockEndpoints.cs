using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>The exclusive right to change a device, for a time.</summary>
public static class LockEndpoints
{
    private const string Path = "/devices/{gateway}/{device}/lock";

    private static readonly TimeSpan DefaultTime = TimeSpan.FromMinutes(5);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut(Path, TakeAsync)
            .WithSummary("Takes a device's lock, or renews it: changes without its token are refused. Reads go on.")
            .WithDescription(
                "for: 5m unless it says otherwise. Without a Lock-Token the answer has a new one; with that of the "
                + "lock in force it is renewed.")
            .Produces<DecidedBody>()
            .WithProblems(400, 403, 404, 413, 415, 422, 423, 503, 504);
        api.MapDelete(Path, ReleaseAsync)
            .WithSummary("Gives a device's lock back, or breaks another's: break=true.")
            .Produces<DecidedBody>()
            .WithProblems(400, 403, 404, 413, 415, 422, 423, 503, 504);
    }

    private static async Task<IResult> TakeAsync(
        HttpContext http, string gateway, string device, LockBody? body, string? timeout, IDeviceClient devices)
    {
        if (!ClientRequest.TryRead(http, gateway, device, timeout, out var client, out var problem)) return problem;
        if (!LockToken.TryRead(http, out var token, out problem)) return problem;
        if (!OwnerInput.TryRead(body?.Owner, client.Principal, out var owner, out problem)) return problem;
        var time = DefaultTime;
        if (body?.For is { } text && (!DurationInput.TryParse(text, out time) || time < TimeSpan.FromMilliseconds(1)))
            return ProblemKind.BadRequest.Result($"for: '{text}' is not {DurationInput.Form}.");
        token ??= LockToken.New();
        var reply = await devices.AskAsync(new ShadowCommands.TakeLock(
            client.Device, client.Request, owner, token.Proof, (long)time.TotalMilliseconds, client.Timeout,
            client.Keyed));
        return StateEndpoints.Answer(client, reply, token);
    }

    private static async Task<IResult> ReleaseAsync(
        HttpContext http,
        string gateway,
        string device,
        string? @break,
        string? owner,
        string? reason,
        string? timeout,
        IDeviceClient devices)
    {
        if (!ClientRequest.TryRead(http, gateway, device, timeout, out var client, out var problem)) return problem;
        if (!LockToken.TryRead(http, out var token, out problem)) return problem;
        if (!OwnerInput.TryRead(owner, client.Principal, out var who, out problem)) return problem;
        if (@break is not (null or "true" or "false"))
            return ProblemKind.BadRequest.Result("break: true or false is expected.");
        if (reason is not null && !OwnerInput.IsLine(reason, OwnerInput.ReasonLengthMax))
        {
            return ProblemKind.BadRequest.Result(
                $"reason: one line of at most {OwnerInput.ReasonLengthMax} characters is expected.");
        }

        return StateEndpoints.Answer(client, await devices.AskAsync(new ShadowCommands.ReleaseLock(
            client.Device, client.Request, who, token?.Proof, @break == "true", reason, client.Timeout,
            client.Keyed)));
    }
}
