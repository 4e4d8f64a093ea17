namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>A refusal as the API words it (problem+json).</summary>
/// <param name="Problems">One line per problem of a plant file.</param>
public sealed record ApiProblem(
    string? Title = null, string? Detail = null, string? Reason = null, IReadOnlyList<string>? Problems = null)
{
    /// <summary>In one line.</summary>
    public string Text => (Detail ?? Reason, Title) switch
    {
        ({ Length: > 0 } detail, _) => detail,
        (_, { Length: > 0 } title) => title,
        _ => "the node gave no reason",
    };
}
