using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Events;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>What happens on devices, as it happens.</summary>
public static class EventEndpoints
{
    public static readonly TimeSpan PeriodDefault = TimeSpan.FromMilliseconds(200);
    public static readonly TimeSpan PeriodMin = TimeSpan.FromMilliseconds(50);
    public static readonly TimeSpan PeriodMax = TimeSpan.FromSeconds(60);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/events", StreamAsync)
            .WithSummary("Points, modes and alarms as they change, without an end; points and modes all of them first.")
            .WithDescription(
                "device=gateway/device (its points) and point=gateway/device/point choose, and may be repeated; "
                + "without them it is all devices. Server-sent events: 'point' (its data is the schema given), 'mode' "
                + "{device, mode, incarnation, cause, skipped}, 'removed' {device, points, cause} and 'alarm' {device, "
                + "what, at, alarm, skipped}. A point is told "
                + "at most once in 'period' (200ms), with its newest value. The stream stays while drivers, shadows "
                + "and gateways are recovered. A comment every 15 s without events. Who connects again within "
                + $"{ApiLimits.EventStreamKeptTime.TotalSeconds:0} s with the same query and the id of the last event "
                + $"in '{EventStreams.LastIdHeader}' is told what came after it. Where that is not known any more, or "
                + "the node has started anew, the first event is 'resync' {reason}, and then comes all there is.")
            .Produces<PointEventBody>(StatusCodes.Status200OK, EventText.ContentType)
            .WithProblems(400, 404, 503);

    private static async Task<IResult> StreamAsync(
        HttpContext http, string[]? device, string[]? point, string? period, PlantView plant, EventStreams streams)
    {
        var atMostOnceIn = PeriodDefault;
        if (period is not null
            && (!DurationInput.TryParse(period, out atMostOnceIn) || atMostOnceIn < PeriodMin
                || atMostOnceIn > PeriodMax))
        {
            return ProblemKind.BadRequest.Result(
                $"period: '{period}' is not {DurationInput.Form}, from {PeriodMin.TotalMilliseconds}ms to "
                + $"{PeriodMax.TotalSeconds}s.");
        }

        if (plant.Current is not { } declared)
        {
            return RefusalProblems.Of(RefusalKind.NotReady).Result(
                "The node has not read the declared plant yet.", TimeSpan.FromSeconds(1));
        }

        return EventSelection.TryRead(device ?? [], point ?? [], declared, out var selection, out var problem)
            ? await streams.StreamAsync(selection, atMostOnceIn, http)
            : problem;
    }
}
