using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Understudy.Tests.Benchmarks.Device;
using Understudy.Tests.Benchmarks.Measuring;
using Understudy.Tests.Benchmarks.Node;

namespace Understudy.Tests.Benchmarks;

/// <summary>
/// Eight units on one line that takes one request at a time, each scanned at 5 Hz: how well the other seven keep their
/// period, and how long their reads take over the API, while one of them is silent, and while one's driver fails again
/// and again. Quiet and troubled stretches take turns in the same run.
/// </summary>
internal static class NeighboursBenchmark
{
    private const byte Troubled = 4;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReadPeriod = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FailPeriod = TimeSpan.FromMilliseconds(200);

    private enum Trouble
    {
        None,
        Silent,
        Failing,
    }

    public static async Task<IReadOnlyList<NeighboursRow>> RunAsync(int rounds, TimeSpan time, TemporaryFolder folder)
    {
        await using var devices = await PlantServerProcess.StartAsync(folder.Next(), MeasuredPlants.Line(port: 1));
        await using var node = await NodeUnderTest.StartAsync(folder.Next(), MeasuredPlants.Line(devices.Port));
        await Task.Delay(WarmUp);
        var slices = Enum.GetValues<Trouble>().ToDictionary(trouble => trouble, _ => new List<Slice>());
        for (var round = 0; round < rounds; round++)
            foreach (var trouble in Enum.GetValues<Trouble>())
                slices[trouble].Add(await SliceAsync(trouble, devices, node, time));
        return
        [
            .. slices.Select(slice => new NeighboursRow(
                slice.Key.ToString(),
                [.. slice.Value.SelectMany(one => one.PeriodsMs)],
                [.. slice.Value.SelectMany(one => one.ReadsMs)],
                slice.Value.Sum(one => one.Failures))),
        ];
    }

    public static string Table(IReadOnlyList<NeighboursRow> rows)
    {
        var table = new TextTable(
            "one of eight", "period p50 ms", "p99", "max", "read p50 ms", "p99", "max", "reads", "failures");
        foreach (var row in rows)
            table.Add(
                row.Trouble, Median.Of(row.PeriodsMs), Median.Percentile(row.PeriodsMs, 99), row.PeriodsMs.Max(),
                Median.Of(row.ReadsMs), Median.Percentile(row.ReadsMs, 99), row.ReadsMs.Max(), row.ReadsMs.Count,
                row.Failures);
        return $"{table}\n(of the other seven: time between two requests as the device sees it, and reads over HTTP)";
    }

    private static async Task<Slice> SliceAsync(
        Trouble trouble, PlantServerProcess devices, NodeUnderTest node, TimeSpan time)
    {
        if (trouble == Trouble.Silent) await devices.SilenceAsync(Troubled);
        // What begins with the trouble (the silent unit's first time-outs) belongs to it.
        await devices.TimesAsync();
        using var end = new CancellationTokenSource(time);
        var failing = trouble == Trouble.Failing ? FailAsync(node, end.Token) : Task.FromResult(0);
        var reads = await ReadAsync(node, end.Token);
        var failures = await failing;
        var times = await devices.TimesAsync();
        await devices.ClearAsync();
        // The troubled unit is well again before the next stretch begins.
        await Task.Delay(WarmUp);
        return new Slice(
            [.. times.Where(unit => unit.Key != Troubled).SelectMany(unit => unit.Value)], reads, failures);
    }

    // Without maxAge each goes to the wire: the device sees scans and reads alike, and a period is that of both.
    private static async Task<List<double>> ReadAsync(NodeUnderTest node, CancellationToken end)
    {
        var times = new List<double>();
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var unit = 1 + (i % MeasuredPlants.LineUnits);
            if (unit == Troubled) continue;
            var began = Stopwatch.GetTimestamp();
            using var answer = await node.Http.GetAsync(
                $"/api/v1/devices/line/unit{unit}/points/level", CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(ReadPeriod, CancellationToken.None);
        }

        return times;
    }

    private static async Task<int> FailAsync(NodeUnderTest node, CancellationToken end)
    {
        for (var failures = 0; ;)
        {
            if (end.IsCancellationRequested) return failures;
            using var answer = await node.Http.PostAsJsonAsync(
                $"/api/v1/devices/line/unit{Troubled}/driver/faults", new { kind = "throw" }, CancellationToken.None);
            // While its driver is not open yet there is nothing that could fail.
            if (answer.IsSuccessStatusCode) failures++;
            else if (answer.StatusCode != HttpStatusCode.ServiceUnavailable) answer.EnsureSuccessStatusCode();
            await Task.Delay(FailPeriod, CancellationToken.None);
        }
    }

    private sealed record Slice(IReadOnlyList<double> PeriodsMs, IReadOnlyList<double> ReadsMs, int Failures);
}
