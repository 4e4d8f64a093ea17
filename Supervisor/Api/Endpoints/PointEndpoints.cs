using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>Reading and writing points.</summary>
public static class PointEndpoints
{
    private const string Path = "/devices/{gateway}/{device}/points/{point}";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(Path, ReadAsync)
            .WithSummary("Reads a point, with its quality, its age and who answered.")
            .WithDescription("A value that is not Good is answered with 200 and says so, unless require=good.")
            .Produces<PointBody>()
            .WithProblems(400, 404, 503, 504);
        api.MapPut(Path, WriteAsync)
            .WithSummary("Writes a point.")
            .WithDescription("The header Idempotency-Key makes it safe to send again: it is executed once.")
            .Produces<RequestBody>()
            .Produces<RequestBody>(StatusCodes.Status202Accepted)
            .WithProblems(400, 403, 404, 409, 413, 415, 422, 423, 503, 504);
    }

    private static async Task<IResult> ReadAsync(
        HttpContext http,
        string gateway,
        string device,
        string point,
        string? maxAge,
        string? timeout,
        string? require,
        IDeviceClient devices)
    {
        if (!ClientRequest.TryRead(http, gateway, device, timeout, out var client, out var problem)) return problem;
        TimeSpan? youngerThan = null;
        if (maxAge is not null)
        {
            if (!DurationInput.TryParse(maxAge, out var age))
                return ProblemKind.BadRequest.Result($"maxAge: '{maxAge}' is not {DurationInput.Form}.");
            youngerThan = age;
        }

        if (require is not (null or "good"))
            return ProblemKind.BadRequest.Result($"require: '{require}' is not 'good', the one thing to require.");
        if (ReservedPoints.IsReserved(point)) return await ReservedPoints.ReadAsync(client, point, devices);
        if (!Name.IsValid(point)) return UnknownPoint(client, point);
        var reply = await devices.AskAsync(new ShadowCommands.ReadPoints(
            client.Device, client.Request, client.Principal, [new PointId(point)], client.Timeout, youngerThan,
            RequireGood: require is not null));
        return reply switch
        {
            ShadowReplies.PointsRead read => Answer(client, PointBody.Of(read.Readings[0], read.Request), require),
            ShadowReplies.Refused refused => RefusalProblems.Result(refused, client.Request, mutation: false),
            _ => NoAnswer(client),
        };
    }

    private static async Task<IResult> WriteAsync(
        HttpContext http,
        string gateway,
        string device,
        string point,
        WriteBody body,
        string? timeout,
        IDeviceClient devices,
        PlantView plant,
        RequestIndex requests)
    {
        if (!ClientRequest.TryRead(http, gateway, device, timeout, out var client, out var problem)) return problem;
        if (!LockToken.TryRead(http, out var token, out problem)) return problem;
        if (body.Value is not { } value) return ProblemKind.BadRequest.Result("value: a value to write is expected.");
        if (ReservedPoints.IsReserved(point))
        {
            var refused = new ShadowReplies.Refused(
                point, RefusalKind.NotWritable, $"'{point}' tells how the device is served.", ServedBy.ShadowCheck);
            return RefusalProblems.Result(refused, client.Request, mutation: true);
        }

        if (!Name.IsValid(point)) return UnknownPoint(client, point);
        var id = new PointId(point);
        if (plant.Current?.Device(client.Device)?.Point(id) is { } spec) value = ValueInput.For(spec, value);
        requests.Note(client.Request, client.Device);
        var reply = await devices.AskAsync(new ShadowCommands.Mutate(
            client.Device,
            client.Request,
            client.Keyed,
            client.Principal,
            new WriteOperation(id, value),
            client.Timeout,
            Lock: token?.Proof));
        return VerdictAnswers.Of(reply, client.Request);
    }

    private static IResult Answer(ClientRequest client, PointBody point, string? require)
    {
        if (require is null || point.Quality == nameof(Quality.Good))
            return TypedResults.Json(point, ApiJson.Web.PointBody);
        var body = ProblemKind.NotGood.Body($"'{client.Device}' {point.Point} is {point.Quality}/{point.Status}.") with
        {
            RequestId = client.Request,
            ServedBy = point.ServedBy,
        };
        return new ProblemResult(body, TimeSpan.FromSeconds(1));
    }

    private static ProblemResult UnknownPoint(ClientRequest client, string point) =>
        ProblemKind.UnknownPoint.Result($"'{client.Device}' has no point '{point}'.");

    private static ProblemResult NoAnswer(ClientRequest client) => new(
        ProblemKind.NoAnswer.Body($"'{client.Device}' gave no answer within {client.Timeout.TotalSeconds} s.") with
        {
            RequestId = client.Request,
        });
}
