using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Understudy.Tests.Supervisor.Tracing;

/// <summary>Takes traces by OTLP over HTTP (<c>/v1/traces</c>, protobuf) and keeps their spans.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TraceCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/v1/traces", TakeAsync);
    }

    public ConcurrentQueue<CollectedSpan> Spans { get; } = new();

    public string Url => _app.Urls.Single();

    public static async Task<TraceCollector> StartAsync()
    {
        var collector = new TraceCollector();
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // ExportTraceServiceRequest { 1: ResourceSpans { 2: ScopeSpans { 2: Span } } }
    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        foreach (var resource in Protobuf.Fields(body.ToArray(), 1))
            foreach (var scope in Protobuf.Fields(resource, 2))
                foreach (var span in Protobuf.Fields(scope, 2))
                    Spans.Enqueue(CollectedSpan.Of(span));
        http.Response.ContentType = "application/x-protobuf";
    }
}
