using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Tests.Benchmarks.Device;
using Understudy.Tests.Benchmarks.Measuring;
using Understudy.Tests.Benchmarks.Subjects;

namespace Understudy.Tests.Benchmarks;

/// <summary>A confirmed write through the shadow (two durable appends and the wire) beside its parts: the raw append
/// and the bare driver's write. One caller each, in turns.</summary>
internal static class WritesBenchmark
{
    private const int InFlight = 4;
    private static readonly TimeSpan SliceTime = TimeSpan.FromMilliseconds(700);

    public static async Task<IReadOnlyList<WritesRow>> RunAsync(int rounds, TemporaryFolder folder)
    {
        await using var process = await DeviceProcess.StartAsync(settings: 1);
        var device = BenchmarkPlant.Device(settings: 1);
        var link = BenchmarkPlant.Link(process.Port, InFlight);
        await using var bare = await BareDevice.OpenAsync(device, link);
        await using var shadow = await ShadowedDevice.StartAsync(device, link, new ModbusTcpProtocol(), folder.Next());
        using var raw = await RawAppends.OpenAsync(folder.Next());
        var number = 0L;
        (string Name, Func<Task> Call)[] subjects =
        [
            ("raw append", () =>
            {
                raw.Append();
                return Task.CompletedTask;
            }),
            ("bare write", () => bare.WriteAsync(BenchmarkPlant.Setting(0), Next())),
            ("shadow write", () => shadow.WriteAsync(BenchmarkPlant.Setting(0), Next())),
        ];
        var slices = subjects.ToDictionary(subject => subject.Name, _ => new List<Slice>());
        for (var round = -1; round < rounds; round++)
        {
            foreach (var (name, call) in subjects)
            {
                var slice = await Slice.RunAsync(1, SliceTime, _ => call());
                // The first round warms up.
                if (round >= 0) slices[name].Add(slice);
            }
        }

        return [.. subjects.Select(subject => new WritesRow(subject.Name, slices[subject.Name]))];

        PointValue Next() => PointValue.Of(++number % ushort.MaxValue);
    }

    public static string Table(IReadOnlyList<WritesRow> rows)
    {
        var table = new TextTable("writes", "p50 µs", "p99 µs", "per s", "cpu µs");
        foreach (var row in rows) table.Add(row.Name, row.P50Us, row.P99Us, row.PerSecond, row.CpuUs);
        var parts = (2 * rows[0].P50Us) + rows[1].P50Us;
        return FormattableString.Invariant(
            $"{table}\nshadow write = {rows[2].P50Us / parts:0.00} x (2 raw appends + bare write), at p50");
    }
}
