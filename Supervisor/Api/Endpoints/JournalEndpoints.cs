using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Manager;
using Understudy.Supervisor.PostMortem;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>What happened to a device.</summary>
public static class JournalEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/devices/{gateway}/{device}/journal", ReadAsync)
            .WithSummary("A device's journal, the newest entries or those after a number, oldest first.")
            .WithDescription("follow=true: what there is and then what comes, one JSON object a line, without an end.")
            .Produces<JournalPageBody>()
            .WithProblems(400, 404, 503);

    private static async Task<IResult> ReadAsync(
        HttpContext http,
        string gateway,
        string device,
        [AsParameters] JournalInput part,
        bool? follow,
        PostMortemAnswers answers,
        JournalFollowers followers,
        PlantView plant)
    {
        if (!ClientRequest.TryDevice(gateway, device, out var id, out var problem)) return problem;
        if (follow != true)
        {
            var answer = await answers.JournalAsync(id, part, http.RequestAborted);
            return answer.Is(out var page, out problem)
                ? TypedResults.Json(page, ApiJson.Web.JournalPageBody)
                : problem;
        }

        if (!part.TryRead(id, out var query, out problem)) return problem;
        // A device that was removed keeps its journal, but nothing comes to it any more.
        if (plant.Current?.Device(id) is null)
            return ProblemKind.UnknownDevice.Result($"No device '{id}' is declared.");
        try
        {
            return await followers.FollowAsync(query, http);
        }
        catch (JournalStoreException error)
        {
            return ProblemKind.JournalUnavailable.Result(error.Message, TimeSpan.FromSeconds(1));
        }
    }
}
