using System.Text.Json;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Problems;

namespace Understudy.Supervisor.Api;

/// <summary>Clients that are told what is added to a journal. Bounded; they are let go when the node stops.</summary>
public sealed class JournalFollowers(IJournalReader journal, IHostApplicationLifetime node, TimeProvider time)
{
    public const string ContentType = "application/jsonl";

    /// <summary>How often the journal is looked at for one follower.</summary>
    public static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(500);

    private static readonly ReadOnlyMemory<byte> LineEnd = "\n"u8.ToArray();
    private int _followers;

    public async Task<IResult> FollowAsync(JournalQuery query, HttpContext http)
    {
        try
        {
            if (Interlocked.Increment(ref _followers) > ApiLimits.FollowersMax)
            {
                return ProblemKind.TooBusy.Result(
                    $"{ApiLimits.FollowersMax} clients follow already.", TimeSpan.FromSeconds(5));
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(
                http.RequestAborted, node.ApplicationStopping);
            await TellAsync(query, http, stop.Token);
            return Results.Empty;
        }
        catch (OperationCanceledException)
        {
            return Results.Empty;
        }
        catch (JournalStoreException) when (http.Response.HasStarted)
        {
            // Too late for a problem; an answer that breaks off tells the client that there is more.
            http.Abort();
            return Results.Empty;
        }
        finally
        {
            Interlocked.Decrement(ref _followers);
        }
    }

    private async Task TellAsync(JournalQuery query, HttpContext http, CancellationToken stop)
    {
        var entries = await journal.ReadAsync(query, stop);
        // Without an end there is no moment at which a page would be full.
        http.Response.ContentType = ContentType;
        var next = query with { Limit = JournalQuery.LimitMax, AfterSequence = query.AfterSequence ?? 0 };
        while (true)
        {
            foreach (var entry in entries)
            {
                var line = JsonSerializer.SerializeToUtf8Bytes(
                    JournalEntryBody.Of(entry), ApiJson.Web.JournalEntryBody);
                await http.Response.Body.WriteAsync(line, stop);
                await http.Response.Body.WriteAsync(LineEnd, stop);
            }

            await http.Response.Body.FlushAsync(stop);
            if (entries.Count > 0) next = next with { AfterSequence = entries[^1].Sequence };
            if (entries.Count < JournalQuery.LimitMax) await Task.Delay(LookPeriod, time, stop);
            entries = await journal.ReadAsync(next, stop);
        }
    }
}
