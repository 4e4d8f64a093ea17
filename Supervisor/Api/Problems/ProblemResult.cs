using System.Globalization;
using System.Text.Json;

namespace Understudy.Supervisor.Api.Problems;

/// <summary>Answers with a problem.</summary>
/// <param name="RetryAfter">Told to the client in whole seconds, at least one; null: it is not told.</param>
public sealed record ProblemResult(ProblemBody Body, TimeSpan? RetryAfter = null) : IResult
{
    public const string ContentType = "application/problem+json";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Body.Status;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter =
                Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        response.ContentType = ContentType;
        var body = Body with { Instance = httpContext.Request.Path };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Web.ProblemBody);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
