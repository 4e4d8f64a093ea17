using Understudy.Supervisor.Api.Problems;

namespace Understudy.Supervisor.Api;

/// <summary>Documents which problems an endpoint answers with.</summary>
public static class EndpointProblems
{
    public static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) endpoint.Produces<ProblemBody>(status, ProblemResult.ContentType);
        return endpoint;
    }
}
