using System.Text;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.CommandLine.Words;
using Understudy.Supervisor.PostMortem;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>A device's journal read back: its failures, and its state at any moment.</summary>
public static class PostMortemEndpoints
{
    private const string PlainText = "text/plain";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/devices/{gateway}/{device}/failures", FailuresAsync)
            .WithSummary("A device's failures, the newest first; before=N gives those before failure N.")
            .Produces<FailureList>()
            .WithProblems(400, 404, 503);
        api.MapGet("/devices/{gateway}/{device}/failures/{number}", ReportAsync)
            .WithSummary("The report on one failure: its number, or 'newest'.")
            .WithDescription("With Accept: text/plain, as text for people, in the node's local time.")
            .Produces<FailureReport>(200, "application/json", PlainText)
            .WithProblems(400, 404, 503);
        api.MapGet("/devices/{gateway}/{device}/state", StateAsync)
            .WithSummary("What was on record of a device at a moment.")
            .WithDescription($"at: {TimeText.Form}; without it, now. Local is the node's; + is written %2B.")
            .Produces<DeviceMoment>()
            .WithProblems(400, 404, 503);
    }

    private static async Task<IResult> FailuresAsync(
        HttpContext http, string gateway, string device, string? before, string? limit, PostMortemAnswers answers)
    {
        if (!ClientRequest.TryDevice(gateway, device, out var id, out var problem)) return problem;
        var answer = await answers.FailuresAsync(id, before, limit, http.RequestAborted);
        return answer.Is(out var list, out problem) ? TypedResults.Json(list, ApiJson.Web.FailureList) : problem;
    }

    private static async Task<IResult> ReportAsync(
        HttpContext http, string gateway, string device, string number, PostMortemAnswers answers, TimeProvider clock)
    {
        if (!ClientRequest.TryDevice(gateway, device, out var id, out var problem)) return problem;
        var answer = await answers.ReportAsync(id, number, http.RequestAborted);
        if (!answer.Is(out var report, out problem)) return problem;
        return IsTextWanted(http.Request)
            ? TypedResults.Text(FailureText.Of(report, clock.LocalTimeZone), PlainText, Encoding.UTF8)
            : TypedResults.Json(report, ApiJson.Web.FailureReport);
    }

    private static async Task<IResult> StateAsync(
        HttpContext http, string gateway, string device, string? at, PostMortemAnswers answers, TimeProvider clock)
    {
        if (!ClientRequest.TryDevice(gateway, device, out var id, out var problem)) return problem;
        var answer = await answers.StateAsync(id, at, clock.LocalTimeZone, http.RequestAborted);
        return answer.Is(out var moment, out problem) ? TypedResults.Json(moment, ApiJson.Web.DeviceMoment) : problem;
    }

    /// <summary>Text only where it is named and JSON is not liked better.</summary>
    private static bool IsTextWanted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Liking(PlainText) is { } text && text > 0 && text >= (Liking("application/json") ?? 0);

        double? Liking(string type) => accepted
            .Where(media => string.Equals(media.MediaType.Value, type, StringComparison.OrdinalIgnoreCase))
            .Select(media => (double?)(media.Quality ?? 1))
            .FirstOrDefault();
    }
}
