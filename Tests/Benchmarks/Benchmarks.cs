using System.Text.Json;
using Understudy.Tests.Benchmarks.Measuring;

namespace Understudy.Tests.Benchmarks;

/// <summary>Runs what was asked for, one after the other, and tells.</summary>
internal static class Benchmarks
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var machine = Machine.Now();
        Console.WriteLine(machine);
        IReadOnlyList<ReadsCell>? reads = null;
        IReadOnlyList<WritesRow>? writes = null;
        IReadOnlyList<RecoveryRow>? recovery = null;
        using var folder = new TemporaryFolder();
        if (options.Reads) Tell(ReadsBenchmark.Table(reads = await ReadsBenchmark.RunAsync(options, folder)));
        if (options.Writes)
            Tell(WritesBenchmark.Table(writes = await WritesBenchmark.RunAsync(options.Rounds, folder)));
        if (options.Recovery)
            Tell(RecoveryBenchmark.Table(recovery = await RecoveryBenchmark.RunAsync(options.Rounds, folder)));
        var after = Machine.Now();
        Console.WriteLine($"\nafterwards: load {after.Load}");
        if (options.JsonFile is { } file)
            await File.WriteAllTextAsync(
                file, JsonSerializer.Serialize(new { machine, after, reads, writes, recovery }, Json));
    }

    private static void Tell(string table) => Console.WriteLine($"\n{table}");
}
