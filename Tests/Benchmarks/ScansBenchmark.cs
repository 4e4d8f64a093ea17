using System.Diagnostics;
using Understudy.Tests.Benchmarks.Device;
using Understudy.Tests.Benchmarks.Measuring;
using Understudy.Tests.Benchmarks.Node;

namespace Understudy.Tests.Benchmarks;

/// <summary>
/// What scanning costs one node: 1,000 points at 1 Hz on ten devices and 100 points at 50 Hz on one, all behind one
/// gateway, each value moving all the time, with several rules of what is recorded. The node runs as its users run it.
/// </summary>
internal static class ScansBenchmark
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    private static readonly (string Name, string Slow, string Fast)[] Rules =
    [
        ("nothing", ", record: none", ", record: none"),
        ("deadband 1 %", ", record: change, deadband: 1", ", record: change, deadband: 1"),
        ("1 Hz all, 50 Hz deadband 1 %", ", record: all", ", record: change, deadband: 1"),
        ("everything", ", record: all", ", record: all"),
    ];

    public static async Task<IReadOnlyList<ScansRow>> RunAsync(TimeSpan time, TemporaryFolder folder)
    {
        var rows = new List<ScansRow>();
        foreach (var (name, slow, fast) in Rules)
        {
            await using var devices = await PlantServerProcess.StartAsync(
                folder.Next(), MeasuredPlants.Scanned(port: 1, slow, fast));
            await using var node = await NodeUnderTest.StartAsync(
                folder.Next(), MeasuredPlants.Scanned(devices.Port, slow, fast));
            rows.Add(await RowAsync(name, devices, node, time));
        }

        return rows;
    }

    public static string Table(IReadOnlyList<ScansRow> rows)
    {
        var table = new TextTable(
            "recorded", "1 Hz: p50 ms", "p99", "50 Hz: p50 ms", "p99", "cpu %", "MB", "rows/s", "kB/s", "24 h: rows M",
            "GB");
        foreach (var row in rows)
            table.Add(
                row.Recorded, row.SlowP50Ms, row.SlowP99Ms, row.FastP50Ms, row.FastP99Ms, row.ProcessorPercent,
                row.WorkingSetMegabytes, row.RowsPerSecond, row.KilobytesPerSecond, row.DayRowsMillions,
                row.DayGigabytes);
        return $"{table}\n(time between two scans as the device sees it; cpu of one core; kB and GB are of the events, "
            + "before the database's own)";
    }

    private static async Task<ScansRow> RowAsync(
        string name, PlantServerProcess devices, NodeUnderTest node, TimeSpan time)
    {
        await Task.Delay(WarmUp);
        await devices.TimesAsync();
        var (size, used, began) = (JournalSize.Of(node.JournalFile), node.ProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(time);
        var (sizeAfter, usedAfter, seconds) = (
            JournalSize.Of(node.JournalFile), node.ProcessorTime, Stopwatch.GetElapsedTime(began).TotalSeconds);
        var times = await devices.TimesAsync();
        return new ScansRow(
            name,
            seconds,
            [.. times.Where(unit => unit.Key != MeasuredPlants.FastUnit).SelectMany(unit => Periods(unit.Value))],
            Periods(times[MeasuredPlants.FastUnit]),
            (usedAfter - used).TotalSeconds,
            node.WorkingSetBytes,
            sizeAfter.Rows - size.Rows,
            sizeAfter.Bytes - size.Bytes);
    }

    // A scan of 100 floats takes two requests; what lies between those two is no period.
    private static double[] Periods(double[] between) =>
        [.. Enumerable.Range(0, between.Length / 2).Select(scan => between[2 * scan] + between[(2 * scan) + 1])];
}
