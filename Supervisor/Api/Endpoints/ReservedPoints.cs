using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>The points that every device has, which tell how it is served. Their names are no names a plant file can
/// give.</summary>
public static class ReservedPoints
{
    private const char Mark = '_';

    public static bool IsReserved(string point) => point.StartsWith(Mark);

    public static async Task<IResult> ReadAsync(ClientRequest client, string point, IDeviceClient devices) =>
        await devices.AskAsync(new ShadowQueries.GetDevice(client.Device), client.Timeout) switch
        {
            ShadowReplies.DeviceStatus status when TryValue(status, point, out var value) =>
                TypedResults.Json(Body(client, point, value), ApiJson.Web.PointBody),
            ShadowReplies.DeviceStatus => ProblemKind.UnknownPoint.Result(
                $"'{point}' is none of the reserved points _mode, _incarnation, _lastError, _queueLength, _recoveries, "
                + "_lastGood, _state and _lock."),
            ShadowReplies.Refused refused => RefusalProblems.Result(refused, client.Request, mutation: false),
            _ => ProblemKind.NoAnswer.Result($"'{client.Device}' gave no answer in time."),
        };

    public static bool TryValue(ShadowReplies.DeviceStatus status, string point, out PointValue? value)
    {
        (var known, value) = point switch
        {
            "_mode" => (true, PointValue.Of(status.Mode.ToString())),
            "_incarnation" => (true, PointValue.Of(status.Incarnation.Number)),
            "_lastError" => (true, Text(status.LastError)),
            "_queueLength" => (true, PointValue.Of((long)status.Queued)),
            "_recoveries" => (true, PointValue.Of(status.Recoveries)),
            "_lastGood" => (true, Text(status.LastContact?.ToString("O"))),
            "_state" => (true, Text(status.Administrative?.State.ToString())),
            "_lock" => (true, Text(status.Lock?.Owner)),
            _ => (false, default(PointValue?)),
        };
        return known;
    }

    private static PointValue? Text(string? text) => text is null ? null : PointValue.Of(text);

    private static PointBody Body(ClientRequest client, string point, PointValue? value)
    {
        // Who may say that a device is in service is its journal.
        var status = point == "_state" && value is null ? StatusCode.BadWaitingForInitialData : StatusCode.Good;
        return new(
            point, value, "1", status.Quality.ToString(), status.Name, 0, null, ServedBy.ShadowRespond, client.Request);
    }
}
