using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>Which gateways and devices there are, and how they are.</summary>
public static class DeviceEndpoints
{
    private const string NoStatus = "The gateway gave no answer in time.";
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/gateways", GatewaysAsync)
            .WithSummary("All gateways with their links and devices.")
            .Produces<IReadOnlyList<GatewayBody>>()
            .WithProblems(503);
        api.MapGet("/gateways/{gateway}", GatewayAsync)
            .WithSummary("A gateway with its link and devices.")
            .Produces<GatewayBody>()
            .WithProblems(404, 503);
        api.MapGet("/devices", DevicesAsync)
            .WithSummary("All devices, each with its mode.")
            .Produces<IReadOnlyList<DeviceSummary>>()
            .WithProblems(503);
        api.MapGet("/devices/{gateway}/{device}", DeviceAsync)
            .WithSummary("A device: its mode, its last readings, its points and commands.")
            .Produces<DeviceBody>()
            .WithProblems(404, 503, 504);
    }

    private static async Task<IResult> GatewaysAsync(IDeviceClient devices, PlantView plant)
    {
        if (plant.Current is not { } declared) return NotReady();
        var statuses = await StatusesAsync(devices);
        IReadOnlyList<GatewayBody> bodies =
            [.. declared.Spec.Gateways.Select(gateway => Body(gateway, statuses.GetValueOrDefault(gateway.Id)))];
        return TypedResults.Json(bodies, ApiJson.Web.IReadOnlyListGatewayBody);
    }

    private static async Task<IResult> GatewayAsync(string gateway, IDeviceClient devices, PlantView plant)
    {
        if (plant.Current is not { } declared) return NotReady();
        if (!Name.IsValid(gateway) || declared.Gateway(new GatewayId(gateway)) is not { } spec)
            return ProblemKind.UnknownGateway.Result($"No gateway '{gateway}' is declared.");
        return TypedResults.Json(
            Body(spec, await devices.GetGatewayAsync(spec.Id, AnswerTime)), ApiJson.Web.GatewayBody);
    }

    private static async Task<IResult> DevicesAsync(IDeviceClient devices, PlantView plant)
    {
        if (plant.Current is not { } declared) return NotReady();
        var statuses = await StatusesAsync(devices);
        IReadOnlyList<DeviceSummary> bodies =
        [
            .. declared.Spec.Gateways.SelectMany(
                gateway => Summaries(gateway, statuses.GetValueOrDefault(gateway.Id))),
        ];
        return TypedResults.Json(bodies, ApiJson.Web.IReadOnlyListDeviceSummary);
    }

    private static async Task<IResult> DeviceAsync(
        string gateway, string device, IDeviceClient devices, PlantView plant)
    {
        if (!ClientRequest.TryDevice(gateway, device, out var id, out var problem)) return problem;
        return await devices.AskAsync(new ShadowQueries.GetDevice(id), AnswerTime) switch
        {
            ShadowReplies.DeviceStatus status => TypedResults.Json(
                DeviceBody.Of(status, plant.Current?.Device(id)), ApiJson.Web.DeviceBody),
            ShadowReplies.Refused refused => RefusalProblems.Result(refused, null, mutation: false),
            _ => ProblemKind.NoAnswer.Result($"'{id}' gave no answer within {AnswerTime.TotalSeconds} s."),
        };
    }

    private static async Task<Dictionary<GatewayId, ShadowReplies.GatewayStatus?>> StatusesAsync(
        IDeviceClient devices) =>
        (await devices.GetGatewaysAsync(AnswerTime)).ToDictionary(pair => pair.Gateway, pair => pair.Status);

    private static GatewayBody Body(GatewaySpec spec, ShadowReplies.GatewayStatus? status) => new(
        spec.Id,
        status?.Link ?? $"{spec.Link.Kind} {spec.Link.Host}:{spec.Link.Port}",
        status?.LinkUp,
        spec.NotRun ?? (status is null ? NoStatus : status.LinkReason),
        spec.Label,
        status?.Node,
        [.. Summaries(spec, status)]);

    private static IEnumerable<DeviceSummary> Summaries(GatewaySpec spec, ShadowReplies.GatewayStatus? status)
    {
        var statuses = status?.Devices.ToDictionary(device => device.Device) ?? [];
        return spec.Devices.Select(
            device => DeviceSummary.Of(
                device, statuses.GetValueOrDefault(device.Id), spec.NotRun ?? device.NotRun ?? NoStatus));
    }

    private static ProblemResult NotReady() =>
        RefusalProblems.Of(RefusalKind.Busy)
            .Result("The node has not read the declared plant yet.", TimeSpan.FromSeconds(1));
}
