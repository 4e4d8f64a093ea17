using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>One answer of the API's stream of events.</summary>
/// <param name="Refused">What came instead; null: events come.</param>
public sealed record EventFeed(ApiAnswer? Refused, HttpResponseMessage? Response) : IDisposable
{
    /// <summary>A node says something every 15 seconds; one that says nothing for longer is not there.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(45);

    /// <summary>The events as they come, until the node ends or the line breaks. Ends without an error then.</summary>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync(
        TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (Response is null) yield break;
        await using var body = new LimitedSilence(
            await Response.Content.ReadAsStreamAsync(cancellation), SilenceMax, clock);
        var events = SseParser.Create(body).EnumerateAsync(cancellation).GetAsyncEnumerator(cancellation);
        while (await MoveNextAsync(events)) yield return events.Current;
    }

    public void Dispose() => Response?.Dispose();

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (IOException)
        {
            return false;
        }
    }
}
