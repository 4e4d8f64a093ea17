using Understudy.Supervisor.Api.Problems;

namespace Understudy.Supervisor.Api;

/// <summary>Stands before the API: bounds the requests under way, and makes a problem of every error.</summary>
public sealed class RequestGate(RequestDelegate next, ILogger<RequestGate> log)
{
    private int _inFlight;

    public async Task InvokeAsync(HttpContext http)
    {
        if (!IsOfApi(http.Request.Path))
        {
            await next(http);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _inFlight) > ApiLimits.RequestsInFlightMax)
            {
                await TellAsync(http, ProblemKind.TooBusy.Result(
                    $"{ApiLimits.RequestsInFlightMax} requests are under way.", TimeSpan.FromSeconds(1)));
                return;
            }

            await PassAsync(http);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private static bool IsOfApi(PathString path) => path.StartsWithSegments("/api");

    private async Task PassAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (http.Response.StatusCode >= 400) await TellAsync(http, OfStatus(http));
        }
        catch (BadHttpRequestException error)
        {
            await TellAsync(http, OfBadRequest(error));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (Exception error)
        {
            log.LogError(error, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
            await TellAsync(http, ProblemKind.InternalError.Result("The node's log says more."));
        }
    }

    private static ProblemResult OfStatus(HttpContext http) => http.Response.StatusCode switch
    {
        404 => ProblemKind.NotFound.Result($"{http.Request.Path} is no resource of this API: see /openapi/v1.json."),
        405 => ProblemKind.MethodNotAllowed.Result(
            $"{http.Request.Method} is not a method of {http.Request.Path}."),
        415 => ProblemKind.UnsupportedMediaType.Result(
            $"'{http.Request.ContentType}' is not the type expected, which is application/json for most resources."),
        var status => new ProblemKind(status, "bad-request", "The request can't be served").Result(
            $"The request was refused with status {status}."),
    };

    private static ProblemResult OfBadRequest(BadHttpRequestException error)
    {
        var kind = error.StatusCode switch
        {
            413 => ProblemKind.TooLarge,
            415 => ProblemKind.UnsupportedMediaType,
            var status => ProblemKind.BadRequest with { Status = status },
        };
        return kind.Result(error.InnerException?.Message ?? error.Message);
    }

    private static async Task TellAsync(HttpContext http, ProblemResult problem)
    {
        if (http.Response.HasStarted) return;
        await problem.ExecuteAsync(http);
    }
}
