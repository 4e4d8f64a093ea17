using System.Net.Http.Json;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Tests.Campaign;

/// <summary>The node's API as a client has it: an answer, a lost connection, or nothing in time.</summary>
internal sealed class CampaignApi(Uri url) : IDisposable
{
    /// <summary>Longer than the node may take by its own promise.</summary>
    private static readonly TimeSpan AnswerTimeMax = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new(new LostConnectHandler(new SocketsHttpHandler { UseProxy = false }))
    {
        BaseAddress = new Uri(url, "/api/v1/"),
        Timeout = AnswerTimeMax,
    };

    public Task<Attempt> SendAsync(Story story, string what = "send")
    {
        var target = story.Target;
        var request = target.IsCommand
            ? new HttpRequestMessage(HttpMethod.Post, $"devices/{target.Device}/commands/{target.Name}")
            : new HttpRequestMessage(HttpMethod.Put, $"devices/{target.Device}/points/{target.Name}");
        request.Headers.Add("Idempotency-Key", story.Key);
        object body = target switch
        {
            { TellsNumber: false } => new { },
            { IsCommand: true } => new { args = new { value = story.Number } },
            _ => new { value = story.Number },
        };
        request.Content = JsonContent.Create(body);
        return ExchangeAsync(what, request);
    }

    public Task<Attempt> AskAsync(Story story) => ExchangeAsync(
        "ask", new HttpRequestMessage(HttpMethod.Get, $"devices/{story.Target.Device}/requests/{story.Key}"));

    public Task<Attempt> ReadAsync(DeviceId device, string point) => ExchangeAsync(
        "read", new HttpRequestMessage(HttpMethod.Get, $"devices/{device}/points/{point}"));

    /// <summary>Null: it could not say.</summary>
    public async Task<string?> ModeAsync(DeviceId device)
    {
        using var body = await BodyAsync($"devices/{device}/points/_mode");
        return body?.RootElement.TryGetProperty("value", out var mode) == true ? mode.GetString() : null;
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonDocument?> BodyAsync(string path)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
            return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException)
        {
            return null;
        }
    }

    private async Task<Attempt> ExchangeAsync(string what, HttpRequestMessage request)
    {
        var from = DateTimeOffset.UtcNow;
        try
        {
            using var response = await _http.SendAsync(request);
            await using var stream = await response.Content.ReadAsStreamAsync();
            using var body = await JsonDocument.ParseAsync(stream);
            return new Attempt(
                what, from, DateTimeOffset.UtcNow, (int)response.StatusCode, VerdictIn(body.RootElement),
                Text(body.RootElement, "detail") ?? Text(body.RootElement, "reason"), TimedOut: false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException)
        {
            return new Attempt(what, from, DateTimeOffset.UtcNow, null, null, error.Message, TimedOut: false);
        }
        catch (TaskCanceledException)
        {
            return new Attempt(what, from, DateTimeOffset.UtcNow, null, null, null, TimedOut: true);
        }
        finally
        {
            request.Dispose();
        }
    }

    private static Verdict? VerdictIn(JsonElement body) =>
        Text(body, "verdict") is { } text ? Enum.Parse<Verdict>(text) : null;

    private static string? Text(JsonElement body, string key) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(key, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
