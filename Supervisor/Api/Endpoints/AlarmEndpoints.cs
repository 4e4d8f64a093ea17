using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Alarms;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Manager;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>The alarms of the plant, and what people do with them.</summary>
public static class AlarmEndpoints
{
    public const int CommentLengthMax = 256;

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/alarms", ListAsync)
            .WithSummary("The alarms that are not cleared, the worst first.")
            .WithDescription(
                "active, unacknowledged: true or false. severity: this one and worse. area: of that area only. "
                + "all=true: also those that are shelved, suppressed or out of service. "
                + $"limit: at most {AlarmFilter.LimitMax}, else {AlarmFilter.LimitDefault}.")
            .Produces<AlarmListBody>()
            .WithProblems(400, 503);
        api.MapPost("/alarms/{id}/acknowledge", (HttpContext http, string id, AlarmCommentBody? body, AlarmDesk desk) =>
                OrderAsync(http, id, AlarmOrder.Acknowledge, body?.Comment, null, desk))
            .WithSummary("Acknowledges an alarm. Doing it again changes nothing.")
            .Produces<AlarmAnswerBody>()
            .WithProblems(400, 403, 404, 413, 415, 503, 504);
        api.MapPost("/alarms/{id}/reset", (HttpContext http, string id, AlarmCommentBody? body, AlarmDesk desk) =>
                OrderAsync(http, id, AlarmOrder.Reset, body?.Comment, null, desk))
            .WithSummary("Lets a latched alarm go, when its condition is over.")
            .Produces<AlarmAnswerBody>()
            .WithProblems(400, 403, 404, 409, 413, 415, 503, 504);
        api.MapPost("/alarms/{id}/shelve", ShelveAsync)
            .WithSummary("Sets an alarm aside for a time, with a reason. Nobody is told of it meanwhile.")
            .Produces<AlarmAnswerBody>()
            .WithProblems(400, 403, 404, 413, 415, 503, 504);
        api.MapPost("/alarms/{id}/unshelve", (HttpContext http, string id, AlarmCommentBody? body, AlarmDesk desk) =>
                OrderAsync(http, id, AlarmOrder.Unshelve, body?.Comment, null, desk))
            .WithSummary("Ends the shelving of an alarm before its time.")
            .Produces<AlarmAnswerBody>()
            .WithProblems(400, 403, 404, 413, 415, 503, 504);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IDeviceClient devices, PlantView plant)
    {
        if (!AlarmFilter.TryRead(http.Request.Query, out var filter, out var problem)) return problem;
        if (plant.Current is not { } declared)
        {
            return RefusalProblems.Of(RefusalKind.NotReady)
                .Result("The node has not read the declared plant yet.", TimeSpan.FromSeconds(1));
        }

        var statuses = await devices.GetGatewaysAsync(AnswerTime);
        var all = statuses.Where(each => each.Status is not null).SelectMany(each => AlarmList.Of(each.Status!))
            .ToList();
        var told = statuses.SelectMany(each => each.Status?.Devices.Select(device => device.Device) ?? []).ToHashSet();
        var silent = statuses.Where(each => each.Status is null).Select(each => each.Gateway.ToString())
            .Concat(declared.Spec.Gateways
                .Where(gateway => statuses.Any(each => each.Gateway == gateway.Id && each.Status is not null))
                .SelectMany(gateway => gateway.Devices)
                .Where(device => !told.Contains(device.Id))
                .Select(device => device.Id.ToString()));
        var taken = all.Where(filter.Takes).ToList();
        var consequences = AlarmList.Consequences(all);
        return TypedResults.Json(
            new AlarmListBody(
                taken.Count,
                [
                    .. AlarmList.WorstFirst(taken).Take(filter.Limit)
                        .Select(alarm => AlarmBody.Of(alarm, consequences.GetValueOrDefault(alarm.Id, []))),
                ],
                [.. silent]),
            ApiJson.Web.AlarmListBody);
    }

    private static Task<IResult> ShelveAsync(HttpContext http, string id, ShelveBody? body, AlarmDesk desk)
    {
        if (string.IsNullOrWhiteSpace(body?.Reason))
            return Problem("reason: say why, for whoever looks for the alarm meanwhile.");
        if (body.For is not { } text || !PlantDuration.TryParse(text, out var time)
            || time < AlarmLimits.ShelveTimeMin || time > AlarmLimits.ShelveTimeMax)
        {
            return Problem(
                $"for: '{body.For}' is not a duration ({PlantDuration.Form}) from "
                + $"{PlantDuration.Format(AlarmLimits.ShelveTimeMin)} to "
                + $"{PlantDuration.Format(AlarmLimits.ShelveTimeMax)}.");
        }

        return OrderAsync(http, id, AlarmOrder.Shelve, body.Reason, time, desk);
    }

    private static async Task<IResult> OrderAsync(
        HttpContext http, string id, AlarmOrder order, string? comment, TimeSpan? time, AlarmDesk desk)
    {
        if (comment is { Length: > CommentLengthMax } || comment?.Any(char.IsControl) == true)
            return ProblemKind.BadRequest.Result($"A comment is one line of at most {CommentLengthMax} characters.");
        if (!ClientRequest.TryKey(http, out var key, out var problem)) return problem;
        return await desk.OrderAsync(id, order, key, ClientRequest.PrincipalOf(http), comment, time) switch
        {
            ShadowReplies.AlarmAnswered done => TypedResults.Json(
                new AlarmAnswerBody(done.Alarm, done.Request, done.State, done.Text), ApiJson.Web.AlarmAnswerBody),
            ShadowReplies.Refused refused => RefusalProblems.Result(refused, key, mutation: false),
            _ => ProblemKind.NoAnswer.Result(
                "No answer came in time. The same order again does no harm: look, and order it again."),
        };
    }

    private static Task<IResult> Problem(string text) =>
        Task.FromResult<IResult>(ProblemKind.BadRequest.Result(text));
}
