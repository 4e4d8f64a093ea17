using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>The frames between the node and a device, for a time.</summary>
public static class TraceEndpoints
{
    public static readonly TimeSpan TimeMin = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan TimeMax = TimeSpan.FromHours(1);
    public static readonly TimeSpan DefaultTime = TimeSpan.FromMinutes(1);

    private const string Path = "/devices/{gateway}/{device}/trace";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut(Path, StartAsync)
            .WithSummary("Keeps the frames between the node and a device, for this time from now.")
            .WithDescription("for: 1s to 1h, else 1m. The last 256 frames and 64 KiB are kept.")
            .Produces<TraceBody>()
            .WithProblems(400, 403, 404, 503, 504);
        api.MapDelete(Path, StopAsync)
            .WithSummary("Keeps no frames any more, and forgets those that were kept.")
            .Produces<TraceBody>()
            .WithProblems(403, 404, 503, 504);
        api.MapGet(Path, ReadAsync)
            .WithSummary("The frames that are kept, or those after a number, oldest first.")
            .WithDescription("follow=true: what there is and then what comes, one JSON object a line, until it is off.")
            .Produces<TraceBody>()
            .WithProblems(400, 404, 503, 504);
    }

    private static async Task<IResult> StartAsync(
        string gateway, string device, string? @for, IDeviceClient devices)
    {
        var time = DefaultTime;
        if (@for is not null && (!DurationInput.TryParse(@for, out time) || time < TimeMin || time > TimeMax))
            return ProblemKind.BadRequest.Result($"for: '{@for}' is not {DurationInput.Form}, from 1s to 1h.");
        if (!ClientRequest.TryDevice(gateway, device, out var id, out var problem)) return problem;
        return await AskAsync(
            devices, new WireTraceMessages.SwitchWireTrace(id, (long)time.TotalMilliseconds), after: null);
    }

    private static async Task<IResult> StopAsync(string gateway, string device, IDeviceClient devices) =>
        ClientRequest.TryDevice(gateway, device, out var id, out var problem)
            ? await AskAsync(devices, new WireTraceMessages.SwitchWireTrace(id, ForMs: 0), after: null)
            : problem;

    private static async Task<IResult> ReadAsync(
        HttpContext http,
        string gateway,
        string device,
        long? after,
        bool? follow,
        IDeviceClient devices,
        TraceFollowers followers)
    {
        if (!ClientRequest.TryDevice(gateway, device, out var id, out var problem)) return problem;
        if (after < 0) return ProblemKind.BadRequest.Result($"after: {after} is not the number of a frame.");
        var query = new WireTraceMessages.GetWireTrace(id, after ?? 0);
        if (follow != true) return await AskAsync(devices, query, after);
        // What is refused is told as a problem, which a stream that has begun could not.
        return await devices.AskAsync(query, TraceFollowers.AnswerTime) is ShadowReplies.Refused refused
            ? RefusalProblems.Result(refused, null, mutation: false)
            : await followers.FollowAsync(query, http);
    }

    private static async Task<IResult> AskAsync(IDeviceClient devices, IDeviceMessage message, long? after) =>
        await devices.AskAsync(message, TraceFollowers.AnswerTime) switch
        {
            WireTraceMessages.WireTraceKept kept => TypedResults.Json(
                TraceBody.Of(kept, after), ApiJson.Web.TraceBody),
            ShadowReplies.Refused refused => RefusalProblems.Result(refused, null, mutation: false),
            _ => ProblemKind.NoAnswer.Result(
                $"'{message.Device}' gave no answer within {TraceFollowers.AnswerTime.TotalSeconds} s."),
        };
}
