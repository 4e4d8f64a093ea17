using System.Net.Http.Json;
using Understudy.Tests.Peers;
using Understudy.Tests.Supervisor.EndToEnd;

namespace Understudy.Tests.Supervisor.Tracing;

[Collection(AloneCollection.Name)]
public sealed class TracesTests : IDisposable
{
    private static readonly string[] AnyPort = ["run", "--urls", "http://127.0.0.1:0"];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 180_000)]
    public async Task A_request_is_followed_from_http_to_the_wire()
    {
        await using var collector = await TraceCollector.StartAsync();
        await using var node = NodeProcess.Start(
            _folder.Path,
            [
                ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ],
            AnyPort);
        using var http = new HttpClient { BaseAddress = await node.UntilItServesAsync() };
        await NodeClient.UntilAsync(
            async () => (await http.GetStringAsync("api/v1/devices/hall1/furnace1")).Contains("\"mode\":\"Passive\""),
            "the furnace is served by its driver");

        using var read = await http.GetAsync("api/v1/devices/hall1/furnace1/points/temperature");
        using var written = await http.PutAsJsonAsync(
            "api/v1/devices/hall1/furnace1/points/setpoint", new { value = 81.5 });
        Assert.True(read.IsSuccessStatusCode && written.IsSuccessStatusCode);

        var wire = await ChainAsync(collector, "read");
        Assert.Equal("1", wire.Attributes["understudy.wire.unit"]);
        Assert.Equal("4", wire.Attributes["understudy.wire.function"]);
        Assert.Equal("0", wire.Attributes["understudy.wire.address"]);
        Assert.Equal("2", wire.Attributes["understudy.wire.count"]);
        Assert.Equal("2 registers", wire.Attributes["understudy.wire.answer"]);
        wire = await ChainAsync(collector, "write");
        Assert.Equal("2", wire.Attributes["understudy.wire.address"]);
        // What was written stays in the node.
        Assert.DoesNotContain("understudy.wire.request", wire.Attributes.Keys);
        // What the node does by itself is nobody's request.
        Assert.All(collector.Spans.Where(span => span.Name == "wire"), span => Assert.NotEqual("", span.ParentId));
    }

    /// <summary>Looks that each span of the way is the parent of the next one, and gives the last one.</summary>
    private static async Task<CollectedSpan> ChainAsync(TraceCollector collector, string operation)
    {
        CollectedSpan[] chain = [];
        await NodeClient.UntilAsync(
            () =>
            {
                var spans = collector.Spans.ToArray();
                var request = spans.FirstOrDefault(span => span.Name == $"request {operation}");
                var http = spans.FirstOrDefault(span => span.Id == request?.ParentId);
                var shadow = Child(spans, request, $"shadow {operation}");
                var driver = Child(spans, shadow, $"driver {operation}");
                var wire = Child(spans, driver, "wire");
                chain = [.. new[] { http, request, shadow, driver, wire }.OfType<CollectedSpan>()];
                return Task.FromResult(chain.Length == 5);
            },
            $"the spans of a {operation} are collected");
        Assert.Single(chain.Select(span => span.TraceId).Distinct());
        Assert.Equal("", chain[0].ParentId);
        Assert.Equal("hall1/furnace1", chain[2].Attributes["understudy.device"]);
        Assert.Equal("Driver", chain[2].Attributes["understudy.served_by"]);
        return chain[^1];
    }

    private static CollectedSpan? Child(CollectedSpan[] spans, CollectedSpan? parent, string name) =>
        parent is null ? null : spans.FirstOrDefault(span => span.Name == name && span.ParentId == parent.Id);
}
