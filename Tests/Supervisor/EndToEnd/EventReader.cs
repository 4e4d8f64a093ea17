using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A client of the stream of events that knows nothing of our types: one response, read to the end of the
/// test.</summary>
internal sealed class EventReader : IDisposable
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    private const int SeenShownMax = 20;

    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;
    private readonly CancellationTokenSource _limit = new(WaitMax);

    private EventReader(HttpClient http, HttpResponseMessage response, Stream stream)
    {
        (_http, _response) = (http, response);
        _events = SseParser.Create(stream).EnumerateAsync(_limit.Token).GetAsyncEnumerator(_limit.Token);
    }

    public List<(string Name, string? Id, JsonElement Data)> Seen { get; } = [];

    /// <param name="lastId">Of the last event that the client got before; null: it is a new one.</param>
    public static async Task<EventReader> OpenAsync(Uri node, string query = "", string? lastId = null)
    {
        var http = new HttpClient { BaseAddress = node };
        if (lastId is not null) http.DefaultRequestHeaders.Add("Last-Event-ID", lastId);
        var response = await http.GetAsync($"/api/v1/events{query}", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(http, response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>Reads on until such an event comes.</summary>
    public async Task<JsonElement> UntilAsync(string name, Func<JsonElement, bool> holds)
    {
        while (await MoveNextAsync(name))
        {
            var item = _events.Current;
            using var document = JsonDocument.Parse(item.Data);
            var data = document.RootElement.Clone();
            Seen.Add((item.EventType, item.EventId, data));
            if (item.EventType == name && holds(data)) return data;
        }

        throw new InvalidOperationException($"The stream ended after {Seen.Count} events without the '{name}'.");
    }

    private async Task<bool> MoveNextAsync(string name)
    {
        try
        {
            return await _events.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            var last = Seen.TakeLast(SeenShownMax).Select(each => $"{each.Item1} {each.Item3}");
            throw new TimeoutException($"No '{name}' in time; the last were:\n{string.Join('\n', last)}");
        }
    }

    public Task<JsonElement> UntilModeAsync(string? mode) =>
        UntilAsync("mode", data => data.GetProperty("mode").GetString() == mode);

    public Task<JsonElement> UntilQualityAsync(string point, string quality) => UntilAsync(
        "point",
        data => data.GetProperty("point").GetString() == point && data.GetProperty("quality").GetString() == quality);

    public void Dispose()
    {
        _limit.Cancel();
        _response.Dispose();
        _http.Dispose();
        _limit.Dispose();
    }
}
