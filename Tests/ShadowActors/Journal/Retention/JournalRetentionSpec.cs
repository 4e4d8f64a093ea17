using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Retention;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Tests.ShadowActors.Serialization;
using static Understudy.ShadowActors.Journal.JournalMessages;

namespace Understudy.Tests.ShadowActors.Journal.Retention;

/// <summary>What retention must do on every database.</summary>
public abstract class JournalRetentionSpec(JournalDatabase database) : IAsyncDisposable
{
    /// <summary>Snapshots are at 10, 20 and 30; the newest two stay.</summary>
    protected const int Written = 35;
    protected const int BelowSnapshots = 20;
    private const string Device = "hall/oven-1";
    private static readonly JournalLimits Limits = JournalLimits.Default with { SnapshotEveryEvents = 10 };

    private readonly string _folder = Directory.CreateTempSubdirectory("understudy-retention-").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow.AddSeconds(10));

    protected JournalDatabase Database => database;

    protected RetentionOptions Options => new(RetentionOptions.AgeMin, null, Path.Combine(_folder, "archive"))
    {
        StepPause = TimeSpan.Zero,
        FreeBytesKept = 0,
    };

    [Fact(Timeout = 120_000)]
    public async Task Old_events_go_into_an_archive_and_a_recovery_finds_the_same()
    {
        var store = await FilledAsync(Device);
        var before = await ReadAsync(store);

        var report = await AnHourLaterAsync(store, Options);

        Assert.Equal(BelowSnapshots, report.Events);
        Assert.Equal(BelowSnapshots + 1L, await NumberAsync(store, "SELECT min(sequence_number) FROM journal"));
        await using var node = await JournalNode.StartAsync(store);
        var owner = node.Open(Device, Limits);
        var after = await owner.RecoveredAsync();
        Assert.Equal(Written, after.Sequence);
        Structure.AssertSame(before.State, after.State);
        Assert.Equal(Written + 1, (await owner.AppendAsync(Written + 1)).Sequence);
        var lines = Lines(Assert.Single(report.Archives));
        Assert.Equal(
            Enumerable.Range(1, BelowSnapshots), lines.Select(line => line.GetProperty("number").GetInt32()));
        Assert.All(lines, line => Assert.Equal("shadow-hall/oven-1", line.GetProperty("stream").GetString()));
        Assert.Equal("request-7", lines[6].GetProperty("event").GetProperty("request").GetString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_run_is_on_record_with_its_archive()
    {
        var store = await FilledAsync(Device);

        var report = await AnHourLaterAsync(store, Options);

        Assert.Equal(report.Archives, [await database.AskAsync(store, "SELECT archive FROM retention")]);
        Assert.Equal(report.Events, await NumberAsync(store, "SELECT events FROM retention"));
        var packed = await File.ReadAllBytesAsync(report.Archives[0]);
        using var unpacked = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var hash = Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(unpacked));
        Assert.Equal(hash, await database.AskAsync(store, "SELECT sha256 FROM retention"));
        Assert.Equal(report.Archives, Directory.GetFiles(Options.ArchiveFolder));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_clock_that_was_set_proves_no_age()
    {
        var store = await FilledAsync(Device);
        var ahead = new FakeTimeProvider(DateTimeOffset.UtcNow.AddYears(1));
        var retention = new JournalRetention(store, Options, "node", ahead);
        await retention.LookAsync(default);
        ahead.Advance(TimeSpan.FromMinutes(59));
        await retention.LookAsync(default);

        Assert.Equal(0, (await retention.RunAsync(default)).Events);
        Assert.Equal(Written, await NumberAsync(store, "SELECT count(*) FROM journal"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clock_that_was_a_year_ahead_for_a_while_keeps_nothing_for_ever(bool isForBytes)
    {
        var store = await FilledAsync(Device);
        await database.ExecuteAsync(
            store, $"UPDATE journal SET created = created + {TimeSpan.TicksPerDay * 365} WHERE sequence_number < 9");
        var options = isForBytes ? Options with { KeepFor = null, KeepBytes = 1 } : Options;

        Assert.Equal(BelowSnapshots, (await AnHourLaterAsync(store, options)).Events);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_came_in_the_last_hour_stays()
    {
        var store = await FilledAsync(Device);
        var retention = new JournalRetention(store, Options with { KeepBytes = 1 }, "node", _time);
        await retention.LookAsync(default);
        await FillAsync(store, "hall/oven-2");
        _time.Advance(RetentionOptions.AgeMin);
        await retention.LookAsync(default);

        Assert.Equal(BelowSnapshots, (await retention.RunAsync(default)).Events);
        Assert.Equal(Written, await NumberAsync(
            store, "SELECT count(*) FROM journal WHERE persistence_id = 'shadow-hall/oven-2'"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("DELETE FROM snapshot")]
    [InlineData("DELETE FROM snapshot WHERE sequence_number = 20")]
    [InlineData("UPDATE snapshot SET manifest = 'shadow-state.v99' WHERE sequence_number = 30")]
    public async Task Without_two_snapshots_that_can_be_read_everything_stays(string damage)
    {
        var store = await FilledAsync(Device);
        await database.ExecuteAsync(store, damage);

        Assert.Equal(0, (await AnHourLaterAsync(store, Options)).Events);
        Assert.Equal(Written, await NumberAsync(store, "SELECT count(*) FROM journal"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Bytes_take_from_all_streams()
    {
        var store = await FilledAsync(Device, "hall/oven-2");

        var report = await AnHourLaterAsync(store, Options with { KeepFor = null, KeepBytes = 1 });

        Assert.Equal(2 * BelowSnapshots, report.Events);
        Assert.Equal(0, (await AnHourLaterAsync(
            store, Options with { KeepFor = null, KeepBytes = 1L << 40 })).Events);
    }

    [Fact(Timeout = 120_000)]
    public async Task Long_archives_are_parted()
    {
        var store = await FilledAsync(Device);

        var report = await AnHourLaterAsync(store, Options with { ArchiveEventsMax = 8, StepEventsMax = 4 });

        Assert.Equal(3, report.Archives.Count);
        Assert.Equal(
            Enumerable.Range(1, BelowSnapshots),
            report.Archives.SelectMany(Lines).Select(line => line.GetProperty("number").GetInt32()));
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_an_archive_nothing_goes()
    {
        var store = await FilledAsync(Device);
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "");

        var error = await Assert.ThrowsAsync<JournalStoreException>(
            () => AnHourLaterAsync(store, Options with { ArchiveFolder = Path.Combine(file, "archive") }));

        Assert.Contains("archive can't be written", error.Message);
        Assert.Equal(Written, await NumberAsync(store, "SELECT count(*) FROM journal"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Appends_go_on_while_events_are_taken_away()
    {
        var store = await FilledAsync([.. Enumerable.Range(100, 20).Select(number => $"hall/oven-{number}")]);
        await using var node = await JournalNode.StartAsync(store);
        var load = new JournalLoad();

        var appending = load.Start(node, 10, TimeSpan.FromSeconds(2));
        var report = await AnHourLaterAsync(store, Options with { StepEventsMax = 3, ArchiveEventsMax = 50 });
        await appending;

        Assert.Equal(20 * BelowSnapshots, report.Events);
        Assert.Empty(load.Failures);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected async Task<RetentionReport> AnHourLaterAsync(JournalStoreOptions store, RetentionOptions options)
    {
        var retention = new JournalRetention(store, options, "node", _time);
        await retention.LookAsync(default);
        _time.Advance(RetentionOptions.AgeMin);
        await retention.LookAsync(default);
        return await retention.RunAsync(default);
    }

    protected async Task<JournalStoreOptions> FilledAsync(params string[] devices)
    {
        var store = await database.CreateAsync();
        (await JournalStore.PrepareAsync(store)).Dispose();
        await FillAsync(store, devices);
        return store;
    }

    protected static List<JsonElement> Lines(string archive)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private async Task FillAsync(JournalStoreOptions store, params string[] devices)
    {
        await using var node = await JournalNode.StartAsync(store);
        foreach (var device in devices)
        {
            var owner = node.Open(device, Limits);
            await owner.RecoveredAsync();
            for (var number = 1; number <= Written; number++) await owner.AppendAsync(number);

            // Snapshots are saved and deleted in the background.
            while (await NumberAsync(
                store,
                $"SELECT coalesce(sum(sequence_number), 0) FROM snapshot WHERE persistence_id = 'shadow-{device}'")
                != 50)
                await Task.Delay(20);
        }
    }

    private static async Task<Recovered<ShadowState>> ReadAsync(JournalStoreOptions store)
    {
        await using var node = await JournalNode.StartAsync(store);
        return await node.Open(Device).RecoveredAsync();
    }

    private async Task<long> NumberAsync(JournalStoreOptions store, string sql) =>
        Convert.ToInt64(await database.AskAsync(store, sql), System.Globalization.CultureInfo.InvariantCulture);
}
