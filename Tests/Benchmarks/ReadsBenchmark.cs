using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Tests.Benchmarks.Device;
using Understudy.Tests.Benchmarks.Measuring;
using Understudy.Tests.Benchmarks.Subjects;

namespace Understudy.Tests.Benchmarks;

/// <summary>Reads through the shadow beside reads of the bare driver: same device, same limits, in turns.</summary>
internal static class ReadsBenchmark
{
    private static readonly TimeSpan SliceTime = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(1500);
    private static readonly int[] Callers = [1, 8, 64];
    private static readonly TimeSpan[] Delays = [TimeSpan.Zero, TimeSpan.FromMilliseconds(1)];
    private static readonly int[] InFlight = [4, 1];

    /// <summary>Scattered: no two callers' reads fit into one request. Changing: the same, and each reading differs
    /// from the one before, so that each is recorded. Neighbours: reads that wait go into one request.</summary>
    private static readonly (string Name, Func<int, PointId> Of)[] Kinds =
    [
        ("scattered", BenchmarkPlant.Scattered),
        ("changing", BenchmarkPlant.Changing),
        ("neighbours", BenchmarkPlant.Neighbour),
    ];

    public static async Task<IReadOnlyList<ReadsCell>> RunAsync(BenchmarkOptions options, TemporaryFolder folder)
    {
        var cells = new List<ReadsCell>();
        await using var process = await DeviceProcess.StartAsync(settings: 1);
        foreach (var inFlight in InFlight)
        {
            var device = BenchmarkPlant.Device(settings: 1);
            var link = BenchmarkPlant.Link(process.Port, inFlight);
            await using var bare = await BareDevice.OpenAsync(device, link);
            await using var shadow = await ShadowedDevice.StartAsync(
                device, link, new ModbusTcpProtocol(), folder.Next());
            await process.DelayAsync(TimeSpan.Zero);
            await WarmUpAsync(bare);
            await WarmUpAsync(shadow);
            foreach (var delay in Delays)
            {
                await process.DelayAsync(delay);
                foreach (var callers in Callers)
                    foreach (var (name, pointOf) in Kinds[..(options.Quick ? 1 : Kinds.Length)])
                        if (callers > 1 || name != "neighbours")
                            cells.Add(new ReadsCell(
                                name, inFlight, delay.TotalMilliseconds, callers,
                                await RoundsAsync(options.Rounds, callers, pointOf, bare, shadow)));
            }
        }

        return cells;
    }

    public static string Table(IReadOnlyList<ReadsCell> cells)
    {
        var table = new TextTable(
            "reads", "in flight", "delay ms", "callers", "bare/s", "shadow/s", "ratio", "min", "max", "of p50",
            "bare p50", "p99", "shadow p50", "p99", "bare cpu", "shadow cpu", "bare B", "shadow B");
        foreach (var cell in cells)
            table.Add(
                cell.Points, cell.InFlight, cell.DelayMs, cell.Callers, cell.BarePerSecond, cell.ShadowPerSecond,
                cell.Ratio, cell.RatioMin, cell.RatioMax, cell.P50Ratio, cell.BareP50Us, cell.BareP99Us,
                cell.ShadowP50Us, cell.ShadowP99Us, cell.BareCpuUs, cell.ShadowCpuUs,
                cell.BareBytes, cell.ShadowBytes);
        return $"{table}\n(µs; cpu and B allocated: this process, a read; medians over rounds; ratio: shadow/bare)";
    }

    private static async Task<IReadOnlyList<ReadsRound>> RoundsAsync(
        int rounds, int callers, Func<int, PointId> pointOf, IReader bare, IReader shadow)
    {
        PointId[] points = [.. Enumerable.Range(0, callers).Select(pointOf)];
        var slices = new List<ReadsRound>();
        for (var round = 0; round < rounds; round++)
        {
            // The order changes, so that a load that grows or shrinks favours neither.
            if (round % 2 == 0)
            {
                var first = await SliceAsync(bare);
                slices.Add(new ReadsRound(first, await SliceAsync(shadow)));
            }
            else
            {
                var first = await SliceAsync(shadow);
                slices.Add(new ReadsRound(await SliceAsync(bare), first));
            }
        }

        return slices;

        Task<Slice> SliceAsync(IReader reader) =>
            Slice.RunAsync(callers, SliceTime, caller => reader.ReadAsync(points[caller]));
    }

    /// <summary>As long as the compiler needs to make its last version of all that takes part; a node runs for weeks.
    /// </summary>
    private static async Task WarmUpAsync(IReader reader)
    {
        foreach (var (_, pointOf) in Kinds)
            foreach (var callers in Callers)
                await Slice.RunAsync(callers, WarmUpTime, caller => reader.ReadAsync(pointOf(caller)));
    }
}
