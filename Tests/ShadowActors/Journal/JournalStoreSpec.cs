using System.Collections.Immutable;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Tests.ShadowActors.Serialization;
using static Understudy.ShadowActors.Journal.JournalMessages;

namespace Understudy.Tests.ShadowActors.Journal;

/// <summary>What a journal must do on every database.</summary>
public abstract class JournalStoreSpec(JournalDatabase database) : IAsyncDisposable
{
    private const string Device = "hall/oven-1";
    private const string Stream = "shadow-hall/oven-1";

    protected JournalDatabase Database => database;

    protected async Task<JournalStoreOptions> PreparedAsync()
    {
        var options = await database.CreateAsync();
        (await JournalStore.PrepareAsync(options)).Dispose();
        return options;
    }

    [Fact(Timeout = 60_000)]
    public async Task What_was_appended_is_there_after_a_restart_and_equals_the_fold()
    {
        var options = await PreparedAsync();
        var expected = ShadowState.Empty;
        await using (var node = await JournalNode.StartAsync(options))
        {
            var owner = node.Open(Device);
            var empty = await owner.RecoveredAsync();
            Assert.Equal(0, empty.Sequence);
            Structure.AssertSame(ShadowState.Empty, empty.State);

            owner.Send(1, JournalOwner.Dispatched(1), JournalOwner.Dispatched(2));
            Assert.Equal(new Appended(1, 2), await owner.ExpectAsync<Appended>());
            Assert.Equal(new Appended(2, 3), await owner.AppendAsync(2));
            foreach (var number in ImmutableArray.Create(1L, 2L, 2L))
                expected = expected.Apply(JournalOwner.Dispatched(number));
        }

        await using var again = await JournalNode.StartAsync(options);
        var recovered = await again.Open(Device).RecoveredAsync();

        Assert.Equal(3, recovered.Sequence);
        Structure.AssertSame(expected, recovered.State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Reading_a_snapshot_and_the_rest_equals_reading_everything()
    {
        var options = await PreparedAsync();
        var limits = JournalLimits.Default with { SnapshotEveryEvents = 4 };
        await using (var node = await JournalNode.StartAsync(options))
        {
            var owner = node.Open(Device, limits);
            await owner.RecoveredAsync();
            for (var number = 1; number <= 19; number++) await owner.AppendAsync(number);

            // Snapshots are saved and deleted in the background.
            while (await SnapshotsAsync(options) is not "12,16")
                await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var withSnapshot = await ReadAllAsync(options);
        await database.ExecuteAsync(options, "DELETE FROM snapshot");
        var without = await ReadAllAsync(options);

        Assert.Equal(19, withSnapshot.Sequence);
        Structure.AssertSame(without.State, withSnapshot.State);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_snapshot_that_cannot_be_read_falls_back_to_all_events()
    {
        var options = await PreparedAsync();
        await using (var node = await JournalNode.StartAsync(options))
        {
            var owner = node.Open(Device, JournalLimits.Default with { SnapshotEveryEvents = 2 });
            await owner.RecoveredAsync();
            for (var number = 1; number <= 5; number++) await owner.AppendAsync(number);
            while (await SnapshotsAsync(options) is not "2,4")
                await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var before = await ReadAllAsync(options);
        await database.ExecuteAsync(options, "UPDATE snapshot SET snapshot = message FROM journal");
        Structure.AssertSame(before.State, (await ReadAllAsync(options)).State);
        await database.ExecuteAsync(options, "UPDATE snapshot SET manifest = 'shadow-state.v99'");
        Structure.AssertSame(before.State, (await ReadAllAsync(options)).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_number_taken_by_another_writer_is_in_doubt_and_then_read()
    {
        var options = await PreparedAsync();
        await using var node = await JournalNode.StartAsync(options);
        await using var foreign = await JournalNode.StartAsync(options);
        var owner = node.Open(Device);
        var other = foreign.Open(Device);
        await owner.RecoveredAsync();
        await other.RecoveredAsync();
        await other.AppendAsync(7);

        owner.Send(1, JournalOwner.Dispatched(1));

        Assert.True((await owner.ExpectAsync<AppendFailed>()).InDoubt);
        var recovered = await owner.RecoveredAsync();
        Assert.Equal(1, recovered.Sequence);
        Assert.Equal(["request-7"], recovered.State.Requests.Keys);
        Assert.Equal(2, (await owner.AppendAsync(2)).Sequence);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_commit_that_comes_after_the_time_limit_is_read()
    {
        var options = await PreparedAsync();
        await using var node = await JournalNode.StartAsync(options);
        var owner = node.Open(Device, JournalLimits.Default with { AppendTimeMax = TimeSpan.FromMilliseconds(300) });
        await owner.RecoveredAsync();
        await using (await database.LockAsync(options))
        {
            owner.Send(1, JournalOwner.Dispatched(1));
            Assert.True((await owner.ExpectAsync<AppendFailed>()).InDoubt);
        }

        var recovered = await owner.RecoveredAfterOutageAsync();

        Assert.Equal(1, recovered.Sequence);
        Assert.Equal(["request-1"], recovered.State.Requests.Keys);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(3, "manifest = 'request-forgotten.v9'", "request-forgotten.v9")]
    [InlineData(1, "manifest = 'device-faulted.v9'", "device-faulted.v9")]
    [InlineData(3, "message = substr(message, 1, 20)", "request-dispatched.v1")]
    [InlineData(3, "manifest = 'plant-applied.v1'", "plant-applied.v1")]
    [InlineData(3, "identifier = 4711", "4711")]
    public async Task An_event_that_cannot_be_read_is_named_and_not_tried_again(
        int number, string damage, string named)
    {
        var options = await PreparedAsync();
        await using (var node = await JournalNode.StartAsync(options))
        {
            var writer = node.Open(Device);
            await writer.RecoveredAsync();
            for (var appended = 1; appended <= 5; appended++) await writer.AppendAsync(appended);
        }

        await database.ExecuteAsync(options, $"UPDATE journal SET {damage} WHERE sequence_number = {number}");
        await using var again = await JournalNode.StartAsync(options);
        var owner = again.Open(Device);

        var unreadable = await owner.ExpectAsync<Unreadable>();

        Assert.Contains($"{Stream} number {number} ", unreadable.What);
        Assert.Contains(named, unreadable.What);
        owner.Send(1, JournalOwner.Dispatched(1));
        Assert.False((await owner.ExpectAsync<AppendFailed>()).InDoubt);
        await owner.Probe.ExpectNoMsgAsync(TimeSpan.FromSeconds(1));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_hole_in_a_stream_is_named()
    {
        var options = await PreparedAsync();
        await using (var node = await JournalNode.StartAsync(options))
        {
            var writer = node.Open(Device);
            await writer.RecoveredAsync();
            for (var number = 1; number <= 5; number++) await writer.AppendAsync(number);
        }

        await database.ExecuteAsync(options, "DELETE FROM journal WHERE sequence_number = 3");
        await using var again = await JournalNode.StartAsync(options);

        Assert.Contains($"{Stream} number 4 ", (await again.Open(Device).ExpectAsync<Unreadable>()).What);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stream_without_its_beginning_waits_for_snapshots_that_are_away()
    {
        var (options, before) = await TrimmedAsync();
        await database.ExecuteAsync(options, "ALTER TABLE snapshot RENAME TO away");
        await using var node = await JournalNode.StartAsync(options);
        var owner = node.Open(Device);
        Assert.Contains("snapshot", (await owner.ExpectAsync<Unavailable>()).Reason);

        await database.ExecuteAsync(options, "ALTER TABLE away RENAME TO snapshot");

        Structure.AssertSame(before, (await owner.RecoveredAfterOutageAsync()).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stream_without_its_beginning_is_read_from_the_older_snapshot_where_the_newest_is_damaged()
    {
        var (options, before) = await TrimmedAsync();
        await database.ExecuteAsync(
            options, "UPDATE snapshot SET snapshot = message FROM journal WHERE snapshot.sequence_number = 4");

        Structure.AssertSame(before, (await ReadAllAsync(options)).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stream_without_its_beginning_and_without_a_snapshot_that_can_be_read_is_unreadable()
    {
        var (options, _) = await TrimmedAsync();
        await database.ExecuteAsync(options, "UPDATE snapshot SET manifest = 'shadow-state.v99'");
        await using var node = await JournalNode.StartAsync(options);

        Assert.Contains($"{Stream} number 3 ", (await node.Open(Device).ExpectAsync<Unreadable>()).What);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_journal_without_the_unique_index_is_refused()
    {
        var options = await database.CreateAsync();
        (await JournalStore.PrepareAsync(options)).Dispose();
        await database.ExecuteAsync(
            options,
            "ALTER TABLE journal RENAME TO kept; CREATE TABLE journal AS SELECT * FROM kept;"
            + "CREATE UNIQUE INDEX another ON journal (persistence_id, sequence_number, ordering)");

        var error = await Assert.ThrowsAsync<JournalStoreException>(() => JournalStore.PrepareAsync(options));

        Assert.Contains("unique index", error.Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_installation_stays_the_same()
    {
        var options = await database.CreateAsync();
        using var first = await JournalStore.PrepareAsync(options);
        first.Dispose();
        using var second = await JournalStore.PrepareAsync(options);

        Assert.Equal(first.Installation, second.Installation);
        Assert.True(Guid.TryParse(first.Installation, out _));
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>Five events of which the first two are deleted, and snapshots at 2 and 4.</summary>
    private async Task<(JournalStoreOptions Options, ShadowState State)> TrimmedAsync()
    {
        var options = await PreparedAsync();
        await using (var node = await JournalNode.StartAsync(options))
        {
            var owner = node.Open(Device, JournalLimits.Default with { SnapshotEveryEvents = 2 });
            await owner.RecoveredAsync();
            for (var number = 1; number <= 5; number++) await owner.AppendAsync(number);
            while (await SnapshotsAsync(options) is not "2,4")
                await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var state = (await ReadAllAsync(options)).State;
        await database.ExecuteAsync(options, "DELETE FROM journal WHERE sequence_number <= 2");
        return (options, state);
    }

    private Task<object?> SnapshotsAsync(JournalStoreOptions options) => database.AskAsync(
        options, "SELECT string_agg(CAST(sequence_number AS text), ',' ORDER BY sequence_number) FROM snapshot");

    private static async Task<Recovered<ShadowState>> ReadAllAsync(JournalStoreOptions options)
    {
        await using var node = await JournalNode.StartAsync(options);
        return await node.Open(Device).RecoveredAsync();
    }
}
