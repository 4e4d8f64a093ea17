using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>Talks to a node's API. Every call ends: with an answer, or with a <see cref="CommandFailedException"/>
/// that says whether the node can't be reached, or took an order and told nothing of it.</summary>
public sealed class ApiClient : IDisposable
{
    /// <summary>How long a request may take where the caller gives no time: the API's own default.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ConnectTimeMax = TimeSpan.FromSeconds(3);

    // The node answers by the deadline it was given; this is for the way there and back.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    // It goes to a terminal or a pipe, never into a page: ° stays °.
    private static readonly JsonWriterOptions OnOneLine = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Uri _node;
    private readonly HttpClient _http;

    public ApiClient(Uri node)
    {
        _node = new Uri(node.AbsoluteUri.TrimEnd('/') + "/api/v1/");
        _http = new HttpClient(new LostConnectHandler(new SocketsHttpHandler { ConnectTimeout = ConnectTimeMax }))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public static string PathOf(DeviceId device) => $"devices/{device.Gateway}/{device.Name}";

    public Task<ApiAnswer> GetAsync(string path, CancellationToken cancellation, TimeSpan? timeout = null) =>
        SendAsync(HttpMethod.Get, path, null, null, timeout, cancellation);

    public Task<ApiAnswer> ReadAsync(
        DeviceId device, string point, TimeSpan? maxAge, bool requireGood, TimeSpan? timeout, CancellationToken stop)
    {
        var query = new List<string>();
        if (maxAge is { } age) query.Add($"maxAge={PlantDuration.Format(age)}");
        if (timeout is { } time) query.Add($"timeout={PlantDuration.Format(time)}");
        if (requireGood) query.Add("require=good");
        var path = $"{PathOf(device)}/points/{Uri.EscapeDataString(point)}{QueryOf(query)}";
        return GetAsync(path, stop, timeout);
    }

    /// <param name="lockToken">Proves who holds the device's lock; null: there is none to prove.</param>
    public Task<ApiAnswer> WriteAsync(
        DeviceId device,
        string point,
        PointValue value,
        string? key,
        TimeSpan? timeout,
        CancellationToken stop,
        string? lockToken = null)
    {
        var body = $$"""{"value":{{JsonSerializer.Serialize(value, AnswerJson.Default.PointValue)}}}""";
        var path = $"{PathOf(device)}/points/{Uri.EscapeDataString(point)}{TimeoutQuery(timeout)}";
        return SendAsync(HttpMethod.Put, path, JsonContent(body), key, timeout, stop, lockToken);
    }

    /// <param name="lockToken">Proves who holds the device's lock; null: there is none to prove.</param>
    public Task<ApiAnswer> InvokeAsync(
        DeviceId device,
        string command,
        IReadOnlyDictionary<string, PointValue> arguments,
        string? key,
        TimeSpan? timeout,
        CancellationToken stop,
        string? lockToken = null)
    {
        var args = arguments.Select(pair => $"\"{JsonEncodedText.Encode(pair.Key)}\":"
            + JsonSerializer.Serialize(pair.Value, AnswerJson.Default.PointValue));
        var path = $"{PathOf(device)}/commands/{Uri.EscapeDataString(command)}{TimeoutQuery(timeout)}";
        var body = $$$"""{"args":{{{{string.Join(',', args)}}}}}""";
        return SendAsync(HttpMethod.Post, path, JsonContent(body), key, timeout, stop, lockToken);
    }

    /// <summary>Sends one JSON property, for the small orders: restart, faults.</summary>
    public Task<ApiAnswer> PostAsync(
        string path, string name, string? text, TimeSpan? timeout, CancellationToken cancellation)
    {
        var body = text is null ? "{}" : $"{{\"{name}\":\"{JsonEncodedText.Encode(text)}\"}}";
        return SendAsync(HttpMethod.Post, path, JsonContent(body), null, timeout, cancellation);
    }

    /// <summary>Applies or adopts held differences; without points all of them.</summary>
    public Task<ApiAnswer> ResolveAsync(
        DeviceId device, string action, string[] points, TimeSpan timeout, CancellationToken cancellation,
        string? lockToken = null)
    {
        var chosen = points.Length == 0
            ? ""
            : $",\"points\":{JsonSerializer.Serialize(points, AnswerJson.Default.StringArray)}";
        var body = $"{{\"action\":\"{action}\"{chosen}}}";
        return SendAsync(
            HttpMethod.Post, $"{PathOf(device)}/restore", JsonContent(body), null, timeout, cancellation, lockToken);
    }

    /// <summary>Sends texts by name.</summary>
    public Task<ApiAnswer> PostAsync(string path, Dictionary<string, string> texts, CancellationToken cancellation)
    {
        var body = JsonSerializer.Serialize(texts, AnswerJson.Default.DictionaryStringString);
        return SendAsync(HttpMethod.Post, path, JsonContent(body), null, null, cancellation);
    }

    /// <summary>An order without a body.</summary>
    public Task<ApiAnswer> PutAsync(string path, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, path, null, null, null, cancellation);

    /// <summary>An order with a body of JSON.</summary>
    public Task<ApiAnswer> PutAsync(string path, string json, string? lockToken, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, path, JsonContent(json), null, null, cancellation, lockToken);

    public Task<ApiAnswer> DeleteAsync(string path, CancellationToken cancellation, string? lockToken = null) =>
        SendAsync(HttpMethod.Delete, path, null, null, null, cancellation, lockToken);

    public Task<ApiAnswer> ApplyAsync(string fileName, string yaml, bool dryRun, CancellationToken cancellation)
    {
        var content = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        var path = $"plant?fileName={Uri.EscapeDataString(fileName)}{(dryRun ? "&dryRun=true" : "")}";
        return SendAsync(HttpMethod.Put, path, content, null, TimeSpan.FromSeconds(30), cancellation);
    }

    /// <summary>Opens the stream of events. Only the opening has a time limit.</summary>
    public async Task<EventFeed> OpenEventsAsync(string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_node, path));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(DefaultTimeout + Margin);
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (response.IsSuccessStatusCode && IsEvents(response)) return new EventFeed(null, response);
            using (response)
            {
                if (response.IsSuccessStatusCode) throw NoNode(path, null);
                var body = await response.Content.ReadAsStringAsync(limit.Token);
                return new EventFeed(
                    new ApiAnswer(response.StatusCode, OneLine(body, path), response.Headers.RetryAfter?.Delta), null);
            }
        }
        catch (HttpRequestException error)
        {
            throw Unreachable(error.InnerException?.Message ?? error.Message, error);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw Unreachable("no answer in time", error);
        }
    }

    public void Dispose() => _http.Dispose();

    private static StringContent JsonContent(string body) => new(body, Encoding.UTF8, "application/json");

    private static string TimeoutQuery(TimeSpan? timeout) =>
        timeout is { } time ? $"?timeout={PlantDuration.Format(time)}" : "";

    private static string QueryOf(List<string> parts) => parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";

    private async Task<ApiAnswer> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        string? key,
        TimeSpan? timeout,
        CancellationToken cancellation,
        string? lockToken = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_node, path)) { Content = content };
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (lockToken is not null) request.Headers.TryAddWithoutValidation("Lock-Token", lockToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter((timeout ?? DefaultTimeout) + Margin);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token);
            var body = await response.Content.ReadAsStringAsync(limit.Token);
            return new ApiAnswer(
                response.StatusCode,
                OneLine(body, path),
                response.Headers.RetryAfter?.Delta,
                IsOrder: method != HttpMethod.Get);
        }
        catch (HttpRequestException error)
        {
            var reason = error.InnerException?.Message ?? error.Message;
            throw method == HttpMethod.Get || IsNeverSent(error) ? Unreachable(reason, error) : Unknown(reason, error);
        }
        catch (OperationCanceledException error) when (!limit.IsCancellationRequested)
        {
            // Neither of our times: that of connecting.
            throw Unreachable("no connection in time", error);
        }
        catch (OperationCanceledException error)
        {
            if (method != HttpMethod.Get)
                throw Unknown(cancellation.IsCancellationRequested ? "interrupted" : "no answer in time", error);
            if (cancellation.IsCancellationRequested) throw;
            throw Unreachable("no answer in time", error);
        }
    }

    private static bool IsNeverSent(HttpRequestException error) => error.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError;

    private static string OneLine(string body, string path)
    {
        if (string.IsNullOrWhiteSpace(body)) return "";
        try
        {
            using var document = JsonDocument.Parse(body);
            return body.AsSpan().Trim().ContainsAny('\n', '\r') ? OneLine(document) : body.Trim();
        }
        catch (JsonException error)
        {
            throw NoNode(path, error);
        }
    }

    private static string OneLine(JsonDocument document)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, OnOneLine)) document.WriteTo(writer);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static bool IsEvents(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType == "text/event-stream";

    private static CommandFailedException NoNode(string path, Exception? error) => new(
        CommandExit.Failed, $"What answers at {path} is not an Understudy node: nothing of it came back.", error);

    // Two orders of the same are two: who repeats it without a key may do it twice.
    private CommandFailedException Unknown(string reason, Exception inner) => new(
        CommandExit.Indeterminate,
        $"The node at {_node.GetLeftPart(UriPartial.Authority)} may have taken it or not: no answer came ({reason}).\n"
            + "Look before you repeat it; with --key the same request is never executed twice.",
        inner);

    private CommandFailedException Unreachable(string reason, Exception inner) => new(
        CommandExit.Unreachable,
        $"No node answers at {_node.GetLeftPart(UriPartial.Authority)} ({reason}).\n"
            + "Start one with 'understudy run', or name another with --node-url or UNDERSTUDY_URL.",
        inner);
}
