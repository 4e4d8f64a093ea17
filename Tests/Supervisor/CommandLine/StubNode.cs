using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Understudy.Tests.Supervisor.CommandLine;

/// <summary>Answers what a test tells it to, on a port of the system's choice, and remembers what it was
/// asked.</summary>
public sealed class StubNode : IAsyncDisposable
{
    /// <summary>In the place of a status: the request is taken, and the connection breaks.</summary>
    public const int Broken = 0;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(int Status, string Body)> _answers = new();

    private StubNode()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public ConcurrentQueue<Asked> Requests { get; } = new();

    public string Url => _app.Urls.Single();

    public static async Task<StubNode> StartAsync(int status, string body, params (int Status, string Body)[] later)
    {
        var node = new StubNode();
        node._answers.Enqueue((status, body));
        foreach (var answer in later) node._answers.Enqueue(answer);
        await node._app.StartAsync();
        return node;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Requests.Enqueue(new Asked(
            http.Request.Method,
            $"{http.Request.Path}{http.Request.QueryString}",
            await reader.ReadToEndAsync(),
            http.Request.Headers["Idempotency-Key"],
            http.Request.Headers["Lock-Token"]));
        // The last answer stays for all that follow.
        if (_answers.Count > 1 ? _answers.TryDequeue(out var answer) : _answers.TryPeek(out answer))
        {
            if (answer.Status == Broken)
            {
                http.Abort();
                return;
            }

            http.Response.StatusCode = answer.Status;
            http.Response.ContentType = answer.Body.Contains("\ndata: ") ? "text/event-stream" : "application/json";
            await http.Response.WriteAsync(answer.Body);
        }
    }

    public sealed record Asked(string Method, string Path, string Body, string? Key, string? LockToken = null);
}
