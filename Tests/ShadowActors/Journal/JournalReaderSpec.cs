using System.Text.Json;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Peers;

namespace Understudy.Tests.ShadowActors.Journal;

/// <summary>What can be asked of the journal beside the actors, on every database.</summary>
public abstract class JournalReaderSpec(JournalDatabase database) : IAsyncDisposable
{
    private const string Stream = "shadow-hall/oven-1";
    private const int Written = 12;

    [Fact(Timeout = 60_000)]
    public async Task Without_a_number_to_begin_after_the_newest_rows_come_newest_last()
    {
        var reader = await FilledAsync();

        var newest = await reader.ReadAsync(new JournalQuery(Stream, Limit: 3));

        Assert.Equal([10, 11, 12], newest.Select(entry => entry.Sequence));
        Assert.Equal(12, await reader.HighestSequenceAsync(Stream));
        Assert.Equal(0, await reader.HighestSequenceAsync("shadow-hall/unknown"));
    }

    [Fact(Timeout = 60_000)]
    public async Task After_a_number_the_next_rows_come()
    {
        var reader = await FilledAsync();

        var next = await reader.ReadAsync(new JournalQuery(Stream, AfterSequence: 4, Limit: 2));

        Assert.Equal([5, 6], next.Select(entry => entry.Sequence));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_kind_is_a_manifest_without_its_version()
    {
        var reader = await FilledAsync();

        var faults = await reader.ReadAsync(new JournalQuery(Stream, Kind: "device-faulted"));

        Assert.Equal([4, 8, 12], faults.Select(entry => entry.Sequence));
        Assert.All(faults, entry => Assert.Equal("device-faulted.v1", entry.Manifest));
        Assert.Empty(await reader.ReadAsync(new JournalQuery(Stream, Kind: "device")));
        Assert.Empty(await reader.ReadAsync(new JournalQuery(Stream, Kind: "%")));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_time_span_includes_its_begin_and_not_its_end()
    {
        var reader = await FilledAsync();
        var all = await reader.ReadAsync(new JournalQuery(Stream));
        var now = DateTimeOffset.UtcNow;
        Assert.All(all, entry => Assert.InRange(now - entry.Time, TimeSpan.Zero, TimeSpan.FromMinutes(2)));

        var span = await reader.ReadAsync(new JournalQuery(Stream, From: all[4].Time, To: all[9].Time));

        Assert.Equal([5, 6, 7, 8, 9], span.Select(entry => entry.Sequence));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_text_is_the_event_as_json()
    {
        var reader = await FilledAsync();

        var entry = (await reader.ReadAsync(new JournalQuery(Stream, Limit: 1)))[0];

        var json = JsonDocument.Parse(entry.Json).RootElement;
        Assert.Equal("zu heiß", json.GetProperty("reason").GetString());
        Assert.Contains("zu heiß", entry.Json);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_limit_out_of_bounds_is_moved_to_the_bound()
    {
        var reader = await FilledAsync();

        Assert.Single(await reader.ReadAsync(new JournalQuery(Stream, Limit: -5)));
        Assert.Equal(Written, (await reader.ReadAsync(new JournalQuery(Stream, Limit: int.MaxValue))).Count);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<IJournalReader> FilledAsync()
    {
        var options = await database.CreateAsync();
        (await JournalStore.PrepareAsync(options)).Dispose();
        await using var node = await JournalNode.StartAsync(options);
        var owner = node.Open("hall/oven-1");
        var neighbour = node.Open("hall/oven-2");
        await owner.RecoveredAsync();
        await neighbour.RecoveredAsync();
        for (var number = 1; number <= Written; number++)
        {
            owner.Send(number, number % 4 == 0
                ? new ShadowEvents.DeviceFaulted(JournalOwner.Stamp(number), "zu heiß")
                : JournalOwner.Dispatched(number));
            await owner.ExpectAsync<Understudy.ShadowActors.Journal.JournalMessages.Appended>();
            await neighbour.AppendAsync(number);
        }

        return new SqlJournalReader(options);
    }
}

public sealed class SqliteJournalReaderTests() : JournalReaderSpec(new SqliteDatabase());

public sealed class PostgreSqlJournalReaderTests(PostgresServer server)
    : JournalReaderSpec(new PostgreSqlDatabase(server)), IClassFixture<PostgresServer>;
