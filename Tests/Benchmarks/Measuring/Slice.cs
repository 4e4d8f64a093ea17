using System.Diagnostics;
using HdrHistogram;

namespace Understudy.Tests.Benchmarks.Measuring;

/// <summary>What was done in a stretch of time by a number of callers, each of which asks again when it is answered.
/// </summary>
/// <param name="CpuMicroseconds">Processor time of this process for each call.</param>
/// <param name="AllocatedBytes">Of this process for each call: the same on a machine that does other things.</param>
internal sealed record Slice(
    double PerSecond, double P50Us, double P99Us, double CpuMicroseconds, double AllocatedBytes)
{
    public static async Task<Slice> RunAsync(int callers, TimeSpan time, Func<int, Task> call)
    {
        var latencies = new LongConcurrentHistogram(1, TimeSpan.FromMinutes(1).Ticks, 3);
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            while (true)
            {
                var at = Stopwatch.GetTimestamp();
                if (at >= end) return;
                await call(caller);
                latencies.RecordValue(Math.Max(1, Stopwatch.GetElapsedTime(at).Ticks));
            }
        })));
        var elapsed = Stopwatch.GetElapsedTime(started);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var calls = latencies.TotalCount;
        return new Slice(
            calls / elapsed.TotalSeconds,
            latencies.GetValueAtPercentile(50) / (double)TimeSpan.TicksPerMicrosecond,
            latencies.GetValueAtPercentile(99) / (double)TimeSpan.TicksPerMicrosecond,
            cpu.TotalMicroseconds / calls,
            allocated / (double)calls);
    }
}
