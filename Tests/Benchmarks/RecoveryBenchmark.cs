using System.Diagnostics;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.Tests.Benchmarks.Device;
using Understudy.Tests.Benchmarks.Measuring;
using Understudy.Tests.Benchmarks.Subjects;

namespace Understudy.Tests.Benchmarks;

/// <summary>
/// From the call at which the driver throws to the mode Passive, beside the time that the device alone takes for what
/// a recovery asks of it: its identity and its settings. The device has kept its settings, or has lost them all; then
/// each is written again, and the bare time is still that of the reads.
/// </summary>
internal static class RecoveryBenchmark
{
    private const int InFlight = 4;
    private const int FailuresPerRound = 6;
    private const int WarmUps = 5;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan RecoveryTimeMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan[] Delays = [TimeSpan.Zero, TimeSpan.FromMilliseconds(1)];
    private static readonly int[] Settings = [0, 10, 100];

    public static async Task<IReadOnlyList<RecoveryRow>> RunAsync(int rounds, TemporaryFolder folder)
    {
        var rows = new List<RecoveryRow>();
        foreach (var settings in Settings)
        {
            await using var process = await DeviceProcess.StartAsync(settings);
            var device = BenchmarkPlant.Device(settings);
            var link = BenchmarkPlant.Link(process.Port, InFlight);
            await using var bare = await BareDevice.OpenAsync(device, link);
            var protocol = new FailingProtocol();
            await using var shadow = await ShadowedDevice.StartAsync(device, link, protocol, folder.Next());
            for (var i = 0; i < settings; i++)
                await shadow.WriteAsync(BenchmarkPlant.Setting(i), PointValue.Of(i + 1L));
            var run = new Run(process, device, link, bare, shadow, protocol, Blocks(settings));
            for (var i = 0; i < WarmUps; i++) await run.FailAsync(false);
            foreach (var delay in Delays)
            {
                await process.DelayAsync(delay);
                rows.Add(await RowAsync(run, settings, delay, rounds * FailuresPerRound, loses: false));
            }

            if (settings > 0) rows.Add(await RowAsync(run, settings, Delays[^1], rounds, loses: true));
        }

        return rows;
    }

    public static string Table(IReadOnlyList<RecoveryRow> rows)
    {
        var table = new TextTable(
            "recovery", "settings", "delay ms", "failures", "p50 ms", "p90", "max", "device's own", "the rest");
        foreach (var row in rows)
            table.Add(
                row.Loses ? "settings lost" : "settings kept", row.Settings, row.DelayMs, row.TimesMs.Count, row.P50Ms,
                row.P90Ms, row.MaxMs, row.BareP50Ms, row.RestMs);
        return $"{table}\n(failing call to Passive; the rest: the median of each less the device's own time beside it)";
    }

    private static async Task<RecoveryRow> RowAsync(Run run, int settings, TimeSpan delay, int failures, bool loses)
    {
        var (times, bare) = (new List<double>(), new List<double>());
        for (var i = 0; i < failures; i++)
        {
            bare.Add(await run.BareAsync());
            times.Add(await run.FailAsync(loses));
        }

        return new RecoveryRow(settings, delay.TotalMilliseconds, loses, times, bare);
    }

    private static PointId[][] Blocks(int settings) =>
        [.. Enumerable.Range(0, settings).Select(BenchmarkPlant.Setting).Chunk(ShadowLimits.TransferBlock)];

    private sealed record Run(
        DeviceProcess Process, DeviceSpec Device, LinkSpec Link, BareDevice Bare, ShadowedDevice Shadow,
        FailingProtocol Protocol, PointId[][] Blocks)
    {
        public async Task<double> BareAsync()
        {
            var at = Stopwatch.GetTimestamp();
            await Bare.OpenAndReadAsync(Device, Link, Blocks);
            return Stopwatch.GetElapsedTime(at).TotalMilliseconds;
        }

        public async Task<double> FailAsync(bool loses)
        {
            // What a former recovery left to do (first reads, records) is over.
            await Task.Delay(Rest);
            while (Shadow.Passive.TryRead(out _))
            {
            }

            if (loses) await Process.PowerCycleAsync();
            using var limit = new CancellationTokenSource(RecoveryTimeMax);
            Protocol.Arm();
            var at = Stopwatch.GetTimestamp();
            // Concealed: the next incarnation answers the caller, or after 250 ms the shadow with what it knows.
            var reading = Shadow.AskAsync(BenchmarkPlant.Scattered(0));
            var passive = await Shadow.Passive.ReadAsync(limit.Token);
            await reading;
            return Stopwatch.GetElapsedTime(at, passive).TotalMilliseconds;
        }
    }
}
