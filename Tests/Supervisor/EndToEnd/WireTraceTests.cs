using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.EndToEnd;

[Collection(AloneCollection.Name)]
public sealed class WireTraceTests : IDisposable
{
    private const string Trace = "api/v1/devices/hall1/furnace1/trace";
    private static readonly string[] AnyPort = ["run", "--urls", "http://127.0.0.1:0"];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 180_000)]
    public async Task A_person_sees_what_goes_over_the_wire_for_a_time_and_then_nothing_is_kept()
    {
        await using var node = NodeProcess.Start(_folder.Path, AnyPort);
        var address = await node.UntilItServesAsync();
        using var http = new HttpClient { BaseAddress = address, Timeout = NodeProcess.WaitMax };
        await NodeClient.UntilAsync(
            async () => (await http.GetStringAsync("api/v1/devices/hall1/furnace1")).Contains("\"mode\":\"Passive\""),
            "the furnace is served by its driver");
        Assert.Equal(0, (await GetAsync(http)).GetProperty("frames").GetArrayLength());

        var (exit, shown) = await NodeProcess.RunAsync(
            _folder.Path, address, "trace", "hall1/furnace1", "--for", "3s");

        Assert.True(exit == 0, shown);
        Assert.Contains("-> unit 1: read input 0..2", shown);
        Assert.Contains("<- unit 1: 3 registers", shown);
        Assert.Matches(@"    0000  [0-9a-f]{2} [0-9a-f]{2} 00 00 00 06 01 04  00 00 00 03", shown);
        Assert.DoesNotContain("unit 2", shown);
        var after = await GetAsync(http);
        Assert.Equal(JsonValueKind.Null, after.GetProperty("until").ValueKind);
        Assert.Equal(0, after.GetProperty("frames").GetArrayLength());
    }

    [Fact(Timeout = 180_000)]
    public async Task Frames_are_followed_over_the_api_until_somebody_switches_it_off()
    {
        await using var node = NodeProcess.Start(_folder.Path, AnyPort);
        using var http = new HttpClient
        {
            BaseAddress = await node.UntilItServesAsync(),
            Timeout = NodeProcess.WaitMax,
        };
        await NodeClient.UntilAsync(
            async () => (await http.PutAsync($"{Trace}?for=1h", null)).IsSuccessStatusCode, "the trace is on");
        using var stream = new StreamReader(await http.GetStreamAsync($"{Trace}?follow=true"));

        // It may have been switched on between a request and its reply.
        JsonElement sent;
        do sent = JsonDocument.Parse((await stream.ReadLineAsync())!).RootElement;
        while (sent.GetProperty("direction").GetString() != "sent");
        Assert.StartsWith("read ", sent.GetProperty("words").GetString());
        using var off = await http.DeleteAsync(Trace);
        Assert.True(off.IsSuccessStatusCode);
        string? line;
        do line = await stream.ReadLineAsync();
        while (line is not null);

        using var tooLong = await http.PutAsync($"{Trace}?for=2h", null);
        using var unknown = await http.PutAsync(Trace.Replace("furnace1", "none"), null);
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static Task<JsonElement> GetAsync(HttpClient http) => http.GetFromJsonAsync<JsonElement>(Trace);
}
