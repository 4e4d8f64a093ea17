using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Devices;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>How the node is, for those who start and stop it. A device that fails is no failure of the node.</summary>
public static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", () => TypedResults.Json(new HealthBody("live", []), ApiJson.Web.HealthBody))
            .WithSummary("The process answers.")
            .Produces<HealthBody>();
        health.MapGet("/ready", ReadyAsync)
            .WithSummary("The node can serve requests: it knows its plant, and its gateways can be reached.")
            .Produces<HealthBody>()
            .Produces<HealthBody>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadyAsync(INodeHealth node)
    {
        var (ready, reasons) = await node.GetAsync();
        return TypedResults.Json(
            new HealthBody(ready ? "ready" : "notReady", [.. reasons]),
            ApiJson.Web.HealthBody,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
