using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Manager;

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
        IJournalReader journal,
        JournalFollowers followers,
        PlantView plant)
    {
        if (!ClientRequest.TryDevice(gateway, device, out var id, out var problem)) return problem;
        if (!part.TryRead(id, out var query, out problem)) return problem;
        try
        {
            if (follow == true)
            {
                // A device that was removed keeps its journal, but nothing comes to it any more.
                return plant.Current?.Device(id) is null ? Unknown(id) : await followers.FollowAsync(query, http);
            }

            var entries = await journal.ReadAsync(query, http.RequestAborted);
            if (entries.Count == 0 && plant.Current?.Device(id) is null) return Unknown(id);
            var body = new JournalPageBody(
                id,
                [.. entries.Select(JournalEntryBody.Of)],
                entries.Count == 0 ? query.AfterSequence : entries[^1].Sequence);
            return TypedResults.Json(body, ApiJson.Web.JournalPageBody);
        }
        catch (JournalStoreException error)
        {
            return ProblemKind.JournalUnavailable.Result(error.Message, TimeSpan.FromSeconds(1));
        }
    }

    private static ProblemResult Unknown(DeviceId device) =>
        RefusalProblems.Of(RefusalKind.UnknownDevice).Result($"No device '{device}' is declared.");
}
