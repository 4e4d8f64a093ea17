using System.Text;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.AspNetCore.Mvc;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Manager;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>The declared plant.</summary>
public static class PlantEndpoints
{
    private const string YamlType = "application/yaml";

    /// <summary>Whatever a client says that it sends, it is read as a plant file.</summary>
    private const string AnyType = "*/*";

    private const string DefaultFileName = "plant.yaml";
    private const int FileNameLengthMax = 128;

    /// <summary>A large plant takes seconds to read.</summary>
    private static readonly TimeSpan ApplyTime = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/plant", GetAsync)
            .WithSummary("The plant file that is declared now.")
            .Produces<PlantBody>()
            .WithProblems(503, 504);
        api.MapPut("/plant", ApplyAsync)
            .WithSummary("Declares a plant file; only what changed restarts. dryRun=true: only says what would change.")
            .Accepts<string>(YamlType, AnyType)
            .Produces<PlantChangeBody>()
            .WithProblems(400, 403, 413, 422, 503, 504)
            .WithMetadata(new RequestSizeLimitAttribute(PlantLimits.FileBytesMax));
    }

    private static async Task<IResult> GetAsync(IRequiredActor<ShadowManager> manager)
    {
        var answer = await AskAsync(manager, new ShadowManagerMessages.GetPlant(), AnswerTime);
        return answer switch
        {
            ShadowManagerMessages.PlantText { Ready: true } plant => TypedResults.Json(
                new PlantBody(plant.FileName, plant.Source), ApiJson.Web.PlantBody),
            ShadowManagerMessages.PlantText => ProblemKind.JournalUnavailable.Result(
                "The declared plant has not been read yet.", TimeSpan.FromSeconds(1)),
            _ => ProblemKind.NoAnswer.Result("The shadow manager gave no answer in time."),
        };
    }

    private static async Task<IResult> ApplyAsync(
        HttpContext http, bool? dryRun, string? fileName, IRequiredActor<ShadowManager> manager)
    {
        var name = fileName ?? DefaultFileName;
        if (name.Length is 0 or > FileNameLengthMax || name.Any(char.IsControl))
            return ProblemKind.BadRequest.Result(
                $"fileName: 1 to {FileNameLengthMax} printable characters are expected.");
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var source = await reader.ReadToEndAsync(http.RequestAborted);
        var command = new ShadowManagerMessages.ApplyPlant(
            ClientRequest.PrincipalOf(http), name, source, dryRun ?? false);
        return await AskAsync(manager, command, ApplyTime) switch
        {
            ShadowManagerMessages.PlantAccepted accepted => TypedResults.Json(
                new PlantChangeBody(accepted.DryRun, !accepted.Changes.IsEmpty, accepted.Changes),
                ApiJson.Web.PlantChangeBody),
            ShadowManagerMessages.PlantRefused refused => Problem(refused),
            _ => ProblemKind.PlantInDoubt.Result("The shadow manager gave no answer in time. Ask for the plant."),
        };
    }

    public static ProblemKind KindOf(PlantRefusal refusal) => refusal switch
    {
        PlantRefusal.BadPlant => ProblemKind.BadPlant,
        PlantRefusal.JournalUnavailable => ProblemKind.JournalUnavailable,
        PlantRefusal.InDoubt => ProblemKind.PlantInDoubt,
        PlantRefusal.Busy => ProblemKind.TooBusy,
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "Not a refusal."),
    };

    private static ProblemResult Problem(ShadowManagerMessages.PlantRefused refused)
    {
        var kind = KindOf(refused.Kind);
        var body = kind.Body(refused.Reason) with { Problems = refused.Problems.IsEmpty ? null : refused.Problems };
        return new ProblemResult(body, kind.Status == 503 ? TimeSpan.FromSeconds(1) : null);
    }

    private static async Task<object?> AskAsync(IRequiredActor<ShadowManager> manager, object question, TimeSpan time)
    {
        try
        {
            return await manager.ActorRef.Ask<object>(question, time);
        }
        catch (Exception error) when (error is AskTimeoutException or TaskCanceledException)
        {
            return null;
        }
    }
}
