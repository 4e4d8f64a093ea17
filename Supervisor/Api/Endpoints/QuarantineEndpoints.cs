using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>What drivers failed at twice, and are not given any more.</summary>
public static class QuarantineEndpoints
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/devices/{gateway}/{device}/quarantine", ListAsync)
            .WithSummary("What the device's driver failed at twice, and is not given any more.")
            .Produces<IReadOnlyList<QuarantinedBody>>()
            .WithProblems(404, 503, 504);
        api.MapDelete("/devices/{gateway}/{device}/quarantine/{id}", LiftAsync)
            .WithSummary("Lets the driver have it again. Answers when that is on record.")
            .Produces<DoneBody>()
            .WithProblems(400, 403, 404, 422, 423, 503, 504);
    }

    private static async Task<IResult> ListAsync(string gateway, string device, IDeviceClient devices)
    {
        if (!ClientRequest.TryDevice(gateway, device, out var id, out var problem)) return problem;
        return await devices.AskAsync(new ShadowQueries.GetDevice(id), AnswerTime) switch
        {
            ShadowReplies.DeviceStatus status => TypedResults.Json(
                (IReadOnlyList<QuarantinedBody>)[.. status.Quarantine.Select(QuarantinedBody.Of)],
                ApiJson.Web.IReadOnlyListQuarantinedBody),
            ShadowReplies.Refused refused => RefusalProblems.Result(refused, null, mutation: false),
            _ => ProblemKind.NoAnswer.Result($"'{id}' gave no answer within {AnswerTime.TotalSeconds} s."),
        };
    }

    private static async Task<IResult> LiftAsync(
        HttpContext http, string gateway, string device, string id, string? timeout, IDeviceClient devices)
    {
        if (!ClientRequest.TryRead(http, gateway, device, timeout, out var client, out var problem)) return problem;
        if (!LockToken.TryRead(http, out var token, out problem)) return problem;
        return await devices.AskAsync(new ShadowCommands.LiftQuarantine(
            client.Device, client.Request, client.Principal, id, client.Timeout, client.Keyed,
            token?.Proof)) switch
        {
            ShadowReplies.Done done => TypedResults.Json(
                new DoneBody(done.Device, done.Request, done.Text), ApiJson.Web.DoneBody),
            ShadowReplies.Refused refused => RefusalProblems.Result(refused, client.Request, mutation: false),
            _ => ProblemKind.NoAnswer.Result($"'{client.Device}' gave no answer in time."),
        };
    }
}
