using System.Net;
using System.Text.Json;

namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>What the node answered.</summary>
/// <param name="Body">The JSON as it came, on one line.</param>
/// <param name="IsOrder">It was asked to change something.</param>
public sealed record ApiAnswer(HttpStatusCode Status, string Body, TimeSpan? RetryAfter, bool IsOrder = false)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The verdict in it, also in a refusal; null where there is none.</summary>
    public string? Verdict
    {
        get
        {
            using var document = Parsed();
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("verdict", out var verdict)
                && verdict.ValueKind == JsonValueKind.String
                    ? verdict.GetString()
                    : null;
        }
    }

    /// <summary>The exit code where nothing else is known than this answer.</summary>
    public int ExitCode => this switch
    {
        { IsSuccess: false } when Problem.IsBadInput => CommandExit.BadInput,
        _ when Verdict is { } verdict => CommandExit.OfVerdict(verdict),
        { Status: HttpStatusCode.GatewayTimeout, IsOrder: true } => CommandExit.Indeterminate,
        { IsSuccess: true } => CommandExit.Ok,
        _ when (int)Status is 400 or 404 or 405 or 413 or 415 => CommandExit.BadInput,
        _ => CommandExit.Failed,
    };

    public ApiProblem Problem =>
        JsonSerializer.Deserialize(Body.Length == 0 ? "{}" : Body, AnswerJson.Default.ApiProblem) ?? new ApiProblem();

    public JsonDocument Parsed() => JsonDocument.Parse(Body.Length == 0 ? "{}" : Body);
}
