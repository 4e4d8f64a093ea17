using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Tests.Benchmarks.Device;
using Understudy.Tests.Benchmarks.Measuring;
using Understudy.Tests.Benchmarks.Subjects;

namespace Understudy.Tests.Benchmarks;

/// <summary>
/// What is declared of a device beside what is not: writes with a range, a rate, an interlock and a lock that the
/// caller holds, and reads of points that all have limit alarms. Two shadows of the same device, in turns.
/// </summary>
internal static class PoliciesBenchmark
{
    private const int InFlight = 4;
    private const string Proof = "benchmark";

    /// <summary>Which both scan, so that the interlock finds its input fresh.</summary>
    private static readonly PointId Input = BenchmarkPlant.Neighbour(0);

    private static readonly TimeSpan ScanPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SliceTime = TimeSpan.FromMilliseconds(700);
    private static readonly int[] Callers = [1, 8];

    public static async Task<IReadOnlyList<PoliciesRow>> RunAsync(int rounds, TemporaryFolder folder)
    {
        await using var process = await DeviceProcess.StartAsync(settings: 1);
        var link = BenchmarkPlant.Link(process.Port, InFlight);
        var device = WithScan(BenchmarkPlant.Device(settings: 1));
        await using var plain = await ShadowedDevice.StartAsync(
            device, link, new ModbusTcpProtocol(), folder.Next());
        await using var policies = await ShadowedDevice.StartAsync(
            WithPolicies(device), link, new ModbusTcpProtocol(), folder.Next());
        await policies.TakeLockAsync(Proof);
        var number = 0L;
        var rows = new List<PoliciesRow>
        {
            await RowAsync("writes", 1, (shadow, _) => shadow.WriteAsync(BenchmarkPlant.Setting(0), Next())),
        };
        foreach (var callers in Callers)
            rows.Add(await RowAsync("reads", callers, (shadow, caller) =>
                shadow.ReadAsync(BenchmarkPlant.Scattered(caller))));
        return rows;

        PointValue Next() => PointValue.Of(Interlocked.Increment(ref number) % ushort.MaxValue);

        async Task<PoliciesRow> RowAsync(string name, int callers, Func<ShadowedDevice, int, Task> call)
        {
            var slices = new List<PoliciesRound>();
            for (var round = -1; round < rounds; round++)
            {
                // The order changes, so that a load that grows or shrinks favours neither.
                var isPlainFirst = round % 2 == 0;
                var first = await SliceAsync(isPlainFirst ? plain : policies);
                var second = await SliceAsync(isPlainFirst ? policies : plain);
                // The first round warms up.
                if (round < 0) continue;
                slices.Add(isPlainFirst ? new PoliciesRound(first, second) : new PoliciesRound(second, first));
            }

            return new PoliciesRow(name, callers, slices);

            Task<Slice> SliceAsync(ShadowedDevice shadow) =>
                Slice.RunAsync(callers, SliceTime, caller => call(shadow, caller));
        }
    }

    public static string Table(IReadOnlyList<PoliciesRow> rows)
    {
        var table = new TextTable(
            "policies", "callers", "plain/s", "with/s", "ratio", "min", "max", "plain p50", "with p50", "of cpu",
            "plain B", "with B", "of B");
        foreach (var row in rows)
            table.Add(
                row.Name, row.Callers, row.PlainPerSecond, row.PoliciesPerSecond, row.Ratio, row.RatioMin, row.RatioMax,
                row.PlainP50Us, row.PoliciesP50Us, row.CpuRatio, row.PlainBytes, row.PoliciesBytes, row.BytesRatio);
        return $"{table}\n(µs; B allocated: this process, a call; medians over rounds; ratio and 'of': with/plain)";
    }

    private static DeviceSpec WithScan(DeviceSpec device) => device with
    {
        Points =
        [
            .. device.Points.Select(point => point.Id == Input ? point with { ScanPeriod = ScanPeriod } : point),
        ],
    };

    private static DeviceSpec WithPolicies(DeviceSpec device) => device with
    {
        Points = [.. device.Points.Select(point => point.IsWritable ? Guarded(point) : Watched(point))],
    };

    // None stops a write of the benchmark, or all that would be measured is a refusal.
    private static PointSpec Guarded(PointSpec point) => point with
    {
        Range = new ValueRange(0, ushort.MaxValue),
        MaxRate = 1e9,
        Interlocks = [new InterlockSpec(Input, Above: -1, null, null)],
    };

    private static PointSpec Watched(PointSpec point) => point with
    {
        Alarms = new PointAlarms(
            HighHigh: 1e9, High: 1e8, Low: -1e8, LowLow: -1e9, null, Deadband: 1, TimeSpan.FromSeconds(1),
            TimeSpan.Zero, null, false, null),
    };
}
