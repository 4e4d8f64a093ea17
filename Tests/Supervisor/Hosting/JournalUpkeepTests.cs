using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Actors;
using Understudy.ShadowActors.Journal.Retention;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Metrics;
using Understudy.Supervisor.Hosting;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.ShadowActors.Journal;

namespace Understudy.Tests.Supervisor.Hosting;

public sealed class JournalUpkeepTests : IAsyncDisposable
{
    private readonly SqliteDatabase _database = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly JournalUpkeepMetrics _metrics;
    private readonly NodeMetrics _node;

    public JournalUpkeepTests()
    {
        _node = new NodeMetrics(_time, new OrphanWatch(), meter: null);
        _metrics = _node.Upkeep;
    }

    [Fact(Timeout = 60_000)]
    public async Task It_measures_at_once_and_looks_for_old_events_every_hour()
    {
        using var store = await JournalStore.PrepareAsync(await _database.CreateAsync());
        using var upkeep = Upkeep(store, TimeSpan.FromDays(1));
        await upkeep.StartAsync(default);
        await Probe.UntilAsync(() => Task.FromResult(_metrics.Bytes > 0));
        Assert.Equal(0, _metrics.Runs);

        var passed = await PassAsync(() => _metrics.Runs == 2);

        Assert.InRange(passed, TimeSpan.FromMinutes(120), TimeSpan.FromMinutes(1000));
        Assert.Equal(0, _metrics.FailedRuns);
        await upkeep.StopAsync(default);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_run_that_fails_is_counted_and_tried_again()
    {
        var options = await _database.CreateAsync();
        using var store = await JournalStore.PrepareAsync(options);
        using var upkeep = Upkeep(store, TimeSpan.FromDays(1));
        await upkeep.StartAsync(default);
        await Probe.UntilAsync(() => Task.FromResult(_metrics.Bytes > 0));
        await _database.ExecuteAsync(options, "INSERT INTO journal VALUES (1, 0, 'a', 1, 0, x'00', 1, 'a.v1')");
        await PassAsync(() => _metrics.Runs == 1);

        await _database.ExecuteAsync(options, "ALTER TABLE snapshot RENAME TO away");
        await PassAsync(() => _metrics.FailedRuns == 1);
        await _database.ExecuteAsync(options, "ALTER TABLE away RENAME TO snapshot");
        await PassAsync(() => _metrics.Runs == 2);

        await upkeep.StopAsync(default);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_can_not_be_found_or_does_not_answer_ends_nothing(bool isFound)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var host = isFound ? "127.0.0.1" : "nowhere.invalid";
        using var store = new JournalStore(
            JournalStoreOptions.From($"Host={host};Port={port};Database=d;Username=u;Timeout=1", "unused"),
            "installation", takeover: null, folder: null);
        var options = new NodeOptions { DataFolder = "unused", KeepFor = TimeSpan.FromDays(1) };
        using var upkeep = new JournalUpkeep(
            store, new RetentionOptions(TimeSpan.FromDays(1), null, "archive"), options, _node,
            NullLogger<JournalUpkeep>.Instance, _time);
        await upkeep.StartAsync(default);

        await PassAsync(() => _metrics.FailedRuns == 2);

        Assert.False(upkeep.ExecuteTask!.IsCompleted);
        await upkeep.StopAsync(default);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private JournalUpkeep Upkeep(JournalStore store, TimeSpan keepFor)
    {
        var options = new NodeOptions { DataFolder = store.Options.Folder!, KeepFor = keepFor };
        return new JournalUpkeep(
            store, options.Retention(), options, _node, NullLogger<JournalUpkeep>.Instance, _time);
    }

    // The service sets its next wait in its own time.
    private async Task<TimeSpan> PassAsync(Func<bool> holds)
    {
        var passed = TimeSpan.Zero;
        while (!holds())
        {
            _time.Advance(JournalUpkeep.LookPeriod);
            passed += JournalUpkeep.LookPeriod;
            await Task.Delay(2);
        }

        return passed;
    }
}
