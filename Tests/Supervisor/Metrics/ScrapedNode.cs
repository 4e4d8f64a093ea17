using System.Net.Http.Json;
using System.Text.Json;
using Understudy.Tests.Supervisor.EndToEnd;

namespace Understudy.Tests.Supervisor.Metrics;

/// <summary>A node in a process of its own, so that no other test's meters are in it, with its simulated plant.
/// </summary>
public sealed class ScrapedNode : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();
    private NodeProcess? _process;

    public HttpClient Http { get; } = new() { Timeout = NodeProcess.WaitMax };

    public async ValueTask InitializeAsync()
    {
        _process = NodeProcess.Start(_folder.Path, "run", "--urls", "http://127.0.0.1:0", "--allow-drills");
        Http.BaseAddress = await _process.UntilItServesAsync();
        await NodeClient.UntilAsync(
            async () => (await Http.GetFromJsonAsync<JsonElement>("api/v1/devices")).EnumerateArray().All(
                device => device.GetProperty("mode").GetString() == "Passive"),
            "all devices are served by their drivers");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        _folder.Dispose();
    }

    internal async Task<Exposition> ScrapeAsync()
    {
        using var response = await Http.GetAsync("metrics");
        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        return Exposition.Parse(await response.Content.ReadAsStringAsync());
    }

    internal async Task SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"api/v1/{path}")
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var response = await Http.SendAsync(request);
        Assert.True(
            response.IsSuccessStatusCode,
            $"{method} {path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }
}
