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

    /// <summary>Null: it was taken. Else why not, without anything secret.</summary>
    public async Task<string?> SendAsync(WebhookNotice notice, CancellationToken stop)
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
            var status = (int)answer.StatusCode;
            return status switch
            {
                >= 200 and < 300 => null,
                >= 300 and < 400 => $"HTTP {status}: redirects are not followed",
                _ => $"HTTP {status}",
            };
        }
        catch (HttpRequestException error)
        {
            return $"{error.HttpRequestError}";
        }
        catch (OperationCanceledException)
        {
            return FormattableString.Invariant($"no answer within {options.AnswerTime.TotalSeconds} s");
        }
    }

    public void Dispose() => _http.Dispose();
}
