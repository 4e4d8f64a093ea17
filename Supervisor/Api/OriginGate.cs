using System.Net;
using Understudy.Supervisor.Api.Problems;

namespace Understudy.Supervisor.Api;

/// <summary>
/// Stands before everything a node serves. There are no users yet, so a page from elsewhere in a browser on this
/// machine must neither change anything, nor read by way of a name that it lets point here.
/// </summary>
public sealed class OriginGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (!IsLoopback(request.Host.Host))
        {
            return ProblemKind.ForeignHost
                .Result($"'{request.Host}' is not this node: ask localhost, 127.0.0.1 or [::1].")
                .ExecuteAsync(http);
        }

        return IsReading(request) || !IsForeign(request)
            ? next(http)
            : ProblemKind.ForeignOrigin.Result("Pages of other sites may not change anything here.").ExecuteAsync(http);
    }

    private static bool IsLoopback(string? host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    // What is asked for as a web socket goes both ways, and browsers let every page open one.
    private static bool IsReading(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers.Upgrade.Count == 0;

    private static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] == "cross-site") return true;
        var origin = request.Headers.Origin;
        return origin.Count > 0 && !(Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var site)
            && site.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
