using System.Text.Json;
using Understudy.Tests.Benchmarks.Measuring;

namespace Understudy.Tests.Benchmarks;

/// <summary>Runs what was asked for, one after the other, and tells.</summary>
internal static class Benchmarks
{
    /// <summary>For which a node is looked at.</summary>
    private static readonly TimeSpan NodeTime = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var machine = Machine.Now();
        Console.WriteLine(machine);
        IReadOnlyList<ReadsCell>? reads = null;
        IReadOnlyList<WritesRow>? writes = null;
        IReadOnlyList<PoliciesRow>? policies = null;
        IReadOnlyList<RecoveryRow>? recovery = null;
        IReadOnlyList<ScansRow>? scans = null;
        IReadOnlyList<NeighboursRow>? neighbours = null;
        using var folder = new TemporaryFolder();
        if (options.Reads) Tell(ReadsBenchmark.Table(reads = await ReadsBenchmark.RunAsync(options, folder)));
        if (options.Writes)
            Tell(WritesBenchmark.Table(writes = await WritesBenchmark.RunAsync(options.Rounds, folder)));
        if (options.Policies)
            Tell(PoliciesBenchmark.Table(policies = await PoliciesBenchmark.RunAsync(options.Rounds, folder)));
        if (options.Recovery)
            Tell(RecoveryBenchmark.Table(recovery = await RecoveryBenchmark.RunAsync(options.Rounds, folder)));
        if (options.Scans) Tell(ScansBenchmark.Table(scans = await ScansBenchmark.RunAsync(NodeTime, folder)));
        if (options.Neighbours)
            Tell(NeighboursBenchmark.Table(
                neighbours = await NeighboursBenchmark.RunAsync(options.Rounds, NodeTime, folder)));
        var after = Machine.Now();
        Console.WriteLine($"\nafterwards: load {after.Load}");
        if (options.JsonFile is { } file)
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(
                new { machine, after, reads, writes, policies, recovery, scans, neighbours }, Json));
    }

    private static void Tell(string table) => Console.WriteLine($"\n{table}");
}
