using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Hosting;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>Failures by choice: restarts and drills.</summary>
public static class DriverEndpoints
{
    private const int ReasonLengthMax = 256;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/devices/{gateway}/{device}/driver/restart", RestartAsync)
            .WithSummary("Restarts a device's driver; clients are served meanwhile. Answers when the new one serves.")
            .Produces<DoneBody>()
            .WithProblems(400, 403, 404, 413, 415, 422, 503, 504);
        api.MapPost("/devices/{gateway}/{device}/driver/faults", FaultAsync)
            .WithSummary("Makes a device's driver fail, where drills are allowed. Answers when the fault is armed.")
            .Produces<DoneBody>()
            .WithProblems(400, 403, 404, 413, 415, 422, 503, 504);
    }

    private static async Task<IResult> RestartAsync(
        HttpContext http, string gateway, string device, RestartBody? body, string? timeout, IDeviceClient devices)
    {
        if (!ClientRequest.TryRead(http, gateway, device, timeout, out var client, out var problem)) return problem;
        var reason = body?.Reason ?? "ordered by an operator";
        if (reason.Length > ReasonLengthMax)
            return ProblemKind.BadRequest.Result($"reason: at most {ReasonLengthMax} characters are taken.");
        return Answer(client, await devices.AskAsync(new ShadowCommands.RestartDriver(
            client.Device, client.Request, client.Principal, reason, client.Timeout, client.Keyed)));
    }

    private static async Task<IResult> FaultAsync(
        HttpContext http,
        string gateway,
        string device,
        FaultBody body,
        string? timeout,
        IDeviceClient devices,
        NodeOptions node)
    {
        if (!ClientRequest.TryRead(http, gateway, device, timeout, out var client, out var problem)) return problem;
        if (!node.AllowDrills)
        {
            return RefusalProblems.Of(RefusalKind.DrillsNotAllowed).Result(
                "This node was started without --allow-drills, so it makes no driver fail.");
        }

        if (body.Kind is not { } fault) return ProblemKind.BadRequest.Result("kind: Throw or Hang is expected.");
        return Answer(client, await devices.AskAsync(new ShadowCommands.InjectFault(
            client.Device, client.Request, client.Principal, fault, client.Timeout, client.Keyed)));
    }

    private static IResult Answer(ClientRequest client, ShadowReplies.IShadowReply? reply) => reply switch
    {
        ShadowReplies.Done done => TypedResults.Json(
            new DoneBody(done.Device, done.Request, done.Text), ApiJson.Web.DoneBody),
        ShadowReplies.Refused refused => RefusalProblems.Result(refused, client.Request, mutation: false),
        _ => new ProblemResult(
            ProblemKind.Indeterminate.Body(
                $"'{client.Device}' gave no answer within {client.Timeout.TotalSeconds} s.") with
            {
                Verdict = Verdict.Indeterminate,
                RequestId = client.Request,
            }),
    };
}
