namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>A refusal as the API words it (problem+json).</summary>
/// <param name="Problems">One line per problem of a plant file.</param>
public sealed record ApiProblem(
    string? Type = null,
    string? Title = null,
    string? Detail = null,
    string? RequestId = null,
    IReadOnlyList<string>? Problems = null)
{
    /// <summary>What was asked can't be right, whenever it is asked.</summary>
    public bool IsBadInput => Type?.Split(':')[^1] is "invalid-value" or "not-writable" or "key-reused" or "bad-plant";

    /// <summary>In one line.</summary>
    public string Text => (Detail, Title) switch
    {
        ({ Length: > 0 } detail, _) => detail,
        (_, { Length: > 0 } title) => title,
        _ => "the node gave no reason",
    };
}
