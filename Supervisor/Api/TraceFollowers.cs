using System.Text.Json;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;

namespace Understudy.Supervisor.Api;

/// <summary>Clients that are told a device's frames as they come, until they are kept no more. Bounded; they are let go
/// when the node stops.</summary>
public sealed class TraceFollowers(IDeviceClient devices, IHostApplicationLifetime node, TimeProvider time)
{
    /// <summary>How often a device is asked for one follower.</summary>
    public static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a shadow may take to tell.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    private static readonly ReadOnlyMemory<byte> LineEnd = "\n"u8.ToArray();
    private int _followers;

    public async Task<IResult> FollowAsync(WireTraceMessages.GetWireTrace query, HttpContext http)
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
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the node stops.
        }
        finally
        {
            Interlocked.Decrement(ref _followers);
        }

        return Results.Empty;
    }

    private async Task TellAsync(WireTraceMessages.GetWireTrace query, HttpContext http, CancellationToken stop)
    {
        http.Response.ContentType = JournalFollowers.ContentType;
        while (await devices.AskAsync(query, AnswerTime) is WireTraceMessages.WireTraceKept kept)
        {
            foreach (var frame in kept.Frames)
            {
                var line = JsonSerializer.SerializeToUtf8Bytes(TraceFrameBody.Of(frame), ApiJson.Web.TraceFrameBody);
                await http.Response.Body.WriteAsync(line, stop);
                await http.Response.Body.WriteAsync(LineEnd, stop);
                query = query with { After = frame.Number };
            }

            await http.Response.Body.FlushAsync(stop);
            if (kept.Until is null) return;
            await Task.Delay(LookPeriod, time, stop);
        }
    }
}
