using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Understudy.Tests.Supervisor.Alarms.Webhook;

/// <summary>A real receiver of notices: it does with each request what a test says, and tells when one has come.
/// </summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    public const int Hang = -1;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<int> _answers;
    private readonly SemaphoreSlim _came = new(0);
    private readonly CancellationTokenSource _stop = new();
    private bool _isGone;

    private WebhookReceiver(int[] answers)
    {
        _answers = new(answers);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public ConcurrentQueue<Received> Requests { get; } = new();

    /// <summary>Told with each answer that is none of success.</summary>
    public TimeSpan? RetryAfter { get; set; }

    public Uri Address => new($"{_app.Urls.Single()}/hook?token=very-secret");

    /// <param name="answers">The statuses of the first answers; after them it is 204.</param>
    public static async Task<WebhookReceiver> StartAsync(params int[] answers)
    {
        var receiver = new WebhookReceiver(answers);
        await receiver._app.StartAsync();
        return receiver;
    }

    public async Task<List<Received>> UntilAsync(int count)
    {
        while (Requests.Count < count)
            Assert.True(await _came.WaitAsync(TimeSpan.FromSeconds(20)), $"{Requests.Count} of {count} have come.");
        return [.. Requests];
    }

    public async ValueTask DisposeAsync()
    {
        if (_isGone) return;
        _isGone = true;
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _came.Dispose();
        _stop.Dispose();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Requests.Enqueue(new Received(
            Stopwatch.GetElapsedTime(0), http.Request.Path, body.ToArray(),
            http.Request.Headers["Understudy-Signature"].ToString(),
            http.Request.Headers["Understudy-Notice"].ToString()));
        _came.Release();
        var status = _answers.TryDequeue(out var planned) ? planned : 204;
        if (status == Hang)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, CancellationTokenSource.CreateLinkedTokenSource(
                    http.RequestAborted, _stop.Token).Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }

        if (RetryAfter is { } wait && status >= 300)
            http.Response.Headers.RetryAfter = $"{(long)wait.TotalSeconds}";
        if (status is >= 300 and < 400) http.Response.Headers.Location = "/elsewhere";
        http.Response.StatusCode = status;
    }

    public sealed record Received(TimeSpan At, string Path, byte[] Body, string Signature, string Id)
    {
        public string Text => Encoding.UTF8.GetString(Body);
    }
}
