using System.Collections.Concurrent;
using System.Diagnostics;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>Clients of a gateway: some that read all the time, and one that writes each value once.</summary>
internal sealed class GatewayLoad(RealGateway gateway)
{
    /// <summary>Each write has so long.</summary>
    public static readonly TimeSpan WriteTime = TimeSpan.FromMilliseconds(500);

    private const int Readers = 4;
    private const long FirstValue = 100;

    /// <summary>Reads until it is told to stop.</summary>
    public async Task<(long Good, long Other, TimeSpan Slowest)> ReadAsync(CancellationToken stop)
    {
        var (good, other, slowest) = (0L, 0L, new ConcurrentBag<TimeSpan>());
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(
            async () =>
            {
                var longest = TimeSpan.Zero;
                while (!stop.IsCancellationRequested)
                {
                    var asked = Stopwatch.GetTimestamp();
                    if (await gateway.ReadAsync()) Interlocked.Increment(ref good);
                    else Interlocked.Increment(ref other);
                    var took = Stopwatch.GetElapsedTime(asked);
                    if (took > longest) longest = took;
                }

                slowest.Add(longest);
            },
            CancellationToken.None)));
        return (good, other, slowest.Max());
    }

    /// <summary>Writes of an output, one after another, each value once, until it is told to stop.</summary>
    public async Task<IReadOnlyList<(long Value, object Answer)>> WriteAsync(
        CancellationToken stop, TimeSpan pause = default)
    {
        List<(long, object)> answers = [];
        for (var value = FirstValue; !stop.IsCancellationRequested; value++)
        {
            answers.Add((value, await gateway.WriteAsync("valve", value, WriteTime)));
            if (pause > TimeSpan.Zero) await Task.Delay(pause, CancellationToken.None);
        }

        return answers;
    }

    /// <summary>What a client was told of a write is what the device did.</summary>
    public void AssertTold(long value, object answer)
    {
        var made = gateway.Simulator.Executions.Entries.Count(entry => entry.Values.Contains((ushort)value));
        switch (answer)
        {
            case ShadowReplies.RequestStatus { Verdict: Verdict.Confirmed }:
                Assert.Equal(1, made);
                break;
            case ShadowReplies.RequestStatus { Verdict: Verdict.Indeterminate }:
                Assert.InRange(made, 0, 1);
                break;
            case ShadowReplies.RequestStatus { Verdict: Verdict.NotExecuted }:
            case ShadowReplies.Refused:
                Assert.Equal(0, made);
                break;
            default:
                Assert.Fail($"{answer}");
                break;
        }
    }

    public static string Kind(object answer) => answer switch
    {
        ShadowReplies.RequestStatus status => $"{status.Verdict}",
        ShadowReplies.Refused refused => $"{refused.Kind}",
        _ => $"{answer}",
    };
}
