using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A client of the API that knows nothing of our types.</summary>
internal sealed class NodeClient(Uri node) : IDisposable
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(25);

    private readonly HttpClient _http = new() { BaseAddress = new Uri(node, "/api/v1/"), Timeout = WaitMax };

    public async Task<ReadAnswer> ReadAsync(string point)
    {
        var asked = DateTimeOffset.UtcNow;
        using var response = await _http.GetAsync($"devices/{OvenPlant.Device}/points/{point}");
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new ReadAnswer(
            asked,
            DateTimeOffset.UtcNow,
            (int)response.StatusCode,
            point,
            body.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number
                ? value.GetDouble()
                : null,
            Text(body, "quality"),
            Text(body, "status"),
            Text(body, "sourceTime") is { } time ? DateTimeOffset.Parse(time, null) : null,
            Text(body, "servedBy"),
            Text(body, "requestId"));
    }

    public async Task<WriteAnswer> WriteAsync(string point, int value, string timeout = "5s")
    {
        var (asked, key) = (DateTimeOffset.UtcNow, $"e2e-{Guid.NewGuid():N}");
        using var request = new HttpRequestMessage(
            HttpMethod.Put, $"devices/{OvenPlant.Device}/points/{point}?timeout={timeout}")
        {
            Content = JsonContent.Create(new { value }),
            Headers = { { "Idempotency-Key", key } },
        };
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(key, Text(body, "requestId"));
        return new WriteAnswer(
            asked, DateTimeOffset.UtcNow, (int)response.StatusCode, point, value, key, Text(body, "verdict"),
            Text(body, "servedBy"));
    }

    public async Task FaultAsync(string kind)
    {
        using var response = await _http.PostAsJsonAsync($"devices/{OvenPlant.Device}/driver/faults", new { kind });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Ends when the next driver serves.</summary>
    public async Task RestartAsync()
    {
        using var response = await _http.PostAsJsonAsync($"devices/{OvenPlant.Device}/driver/restart", new { });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public async Task ApplyAsync(string plant)
    {
        using var response = await _http.PutAsync("plant?fileName=plant.yaml", new StringContent(plant));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public Task<JsonElement> DeviceAsync() => GetAsync($"devices/{OvenPlant.Device}");

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The whole journal, oldest first.</summary>
    public async Task<List<JournalLine>> JournalAsync(long after = 0)
    {
        var lines = new List<JournalLine>();
        while (true)
        {
            var page = await GetAsync($"devices/{OvenPlant.Device}/journal?after={after}&limit=1000");
            var entries = page.GetProperty("entries").EnumerateArray().Select(JournalLine.Of).ToList();
            if (entries.Count == 0) return lines;
            lines.AddRange(entries);
            after = entries[^1].Number;
        }
    }

    public Task UntilServedAsync(long incarnationMin = 1) => UntilDeviceAsync(
        device => Text(device, "mode") == "Passive" && device.GetProperty("incarnation").GetInt64() >= incarnationMin,
        $"{OvenPlant.Device} is served by incarnation {incarnationMin} or a later one");

    public Task UntilKnownAsync() => UntilDeviceAsync(_ => true, $"{OvenPlant.Device} is known");

    private Task UntilDeviceAsync(Predicate<JsonElement> holds, string what) => UntilAsync(
        async () =>
        {
            using var response = await _http.GetAsync($"devices/{OvenPlant.Device}");
            return response.IsSuccessStatusCode && holds(await response.Content.ReadFromJsonAsync<JsonElement>());
        },
        what);

    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var limit = new CancellationTokenSource(WaitMax);
        while (!await holds())
        {
            Assert.False(limit.IsCancellationRequested, $"Not within {WaitMax}: {what}.");
            await Task.Delay(LookPeriod);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
