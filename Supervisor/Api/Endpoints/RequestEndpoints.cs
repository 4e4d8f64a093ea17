using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>What became of a request.</summary>
public static class RequestEndpoints
{
    private const int DevicesAskedAtOnce = 256;
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/requests/{id}", FindAsync)
            .WithSummary("The verdict so far on a request to change a device, whichever device it was for.")
            .Produces<RequestBody>()
            .WithProblems(400, 404, 503, 504);
        api.MapGet("/devices/{gateway}/{device}/requests/{id}", GetAsync)
            .WithSummary("The verdict so far on a request to change this device.")
            .Produces<RequestBody>()
            .WithProblems(400, 404, 503, 504);
    }

    private static async Task<IResult> GetAsync(string gateway, string device, string id, IDeviceClient devices)
    {
        if (!ClientRequest.TryDevice(gateway, device, out var deviceId, out var problem)) return problem;
        if (!RequestId.IsValid(id)) return Unknown(id);
        var request = new RequestId(id);
        return Answer(await devices.AskAsync(new ShadowQueries.GetRequest(deviceId, request), AnswerTime), request);
    }

    private static async Task<IResult> FindAsync(
        string id, IDeviceClient devices, PlantView plant, RequestIndex requests)
    {
        if (!RequestId.IsValid(id)) return Unknown(id);
        var request = new RequestId(id);
        if (requests.DeviceOf(request) is { } noted)
        {
            var reply = await devices.AskAsync(new ShadowQueries.GetRequest(noted, request), AnswerTime);
            if (reply is not ShadowReplies.Refused { Kind: var kind } || !IsElsewhere(kind))
                return Answer(reply, request);
        }

        var all = plant.Current?.Spec.Gateways.SelectMany(gateway => gateway.Devices) ?? [];
        var silent = 0;
        foreach (var some in all.Chunk(DevicesAskedAtOnce))
        {
            var replies = await Task.WhenAll(some.Select(
                device => devices.AskAsync(new ShadowQueries.GetRequest(device.Id, request), AnswerTime)));
            if (replies.OfType<ShadowReplies.RequestStatus>().FirstOrDefault() is { } found)
                return Answer(found, request);
            silent += replies.Count(reply => reply is not ShadowReplies.Refused { Kind: RefusalKind.UnknownRequest });
        }

        return silent == 0
            ? Unknown(id)
            : ProblemKind.NoAnswer.Result($"No device knows the request '{id}', but {silent} could not say.");
    }

    /// <summary>The device may have another id by now.</summary>
    private static bool IsElsewhere(RefusalKind kind) =>
        kind is RefusalKind.UnknownGateway or RefusalKind.UnknownDevice or RefusalKind.UnknownRequest;

    private static IResult Answer(ShadowReplies.IShadowReply? reply, RequestId request) => reply switch
    {
        ShadowReplies.RequestStatus status => TypedResults.Json(RequestBody.Of(status), ApiJson.Web.RequestBody),
        ShadowReplies.Refused refused => RefusalProblems.Result(refused, request, mutation: false),
        _ => ProblemKind.NoAnswer.Result("The device gave no answer in time."),
    };

    private static ProblemResult Unknown(string id) =>
        ProblemKind.UnknownRequest.Result($"No device knows a request '{id}'.");
}
