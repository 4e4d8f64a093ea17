using System.Net.Http.Headers;

namespace Understudy.Supervisor.Alarms.Webhook;

/// <summary>Sends one notice and tells what came of it. Follows no redirect and reads no more than the head of an
/// answer; ends within the answer time.</summary>
public sealed class WebhookSender(WebhookOptions options, TimeProvider clock) : IDisposable
{
    public const string IdHeader = "Understudy-Notice";

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.AnswerTime,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<WebhookAnswer> SendAsync(WebhookNotice notice, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.AnswerTime);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Address)
        {
            Content = new ByteArrayContent(notice.Body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation(IdHeader, notice.Id);
        request.Headers.TryAddWithoutValidation(
            WebhookSignature.Header, WebhookSignature.Of(options.Key, clock.GetUtcNow(), notice.Body));
        try
        {
            using var answer = await _http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return Read((int)answer.StatusCode, answer.Headers.RetryAfter);
        }
        catch (HttpRequestException error)
        {
            return new WebhookAnswer($"{error.HttpRequestError}");
        }
        catch (OperationCanceledException)
        {
            return new WebhookAnswer(
                FormattableString.Invariant($"no answer within {options.AnswerTime.TotalSeconds} s"));
        }
    }

    // 408, 425 and 429 ask for another try; any other of its kind says that the notice itself is not wanted.
    private WebhookAnswer Read(int status, RetryConditionHeaderValue? retry) => status switch
    {
        >= 200 and < 300 => default,
        >= 300 and < 400 => new WebhookAnswer($"HTTP {status}: redirects are not followed"),
        >= 400 and < 500 and not (408 or 425 or 429) => new WebhookAnswer($"HTTP {status}", IsFinal: true),
        _ => new WebhookAnswer(
            $"HTTP {status}", RetryAfter: retry?.Delta ?? (retry?.Date is { } date ? date - clock.GetUtcNow() : null)),
    };

    public void Dispose() => _http.Dispose();
}
