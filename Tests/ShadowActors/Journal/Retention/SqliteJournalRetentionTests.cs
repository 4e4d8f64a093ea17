using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Tests.ShadowActors.Journal.Retention;

public sealed class SqliteJournalRetentionTests() : JournalRetentionSpec(new SqliteDatabase())
{
    [Fact(Timeout = 120_000)]
    public async Task The_file_shrinks_and_what_is_no_json_is_archived_as_bytes()
    {
        const int big = 200_000;
        var store = await FilledAsync("hall/oven-1");
        await Database.ExecuteAsync(
            store,
            $"UPDATE journal SET message = randomblob({big}) WHERE sequence_number <= {BelowSnapshots};"
            + "PRAGMA wal_checkpoint(TRUNCATE)");
        var file = Path.Combine(store.Folder!, JournalStoreOptions.FileName);
        var before = new FileInfo(file).Length;

        var report = await AnHourLaterAsync(store, Options);

        Assert.Equal(BelowSnapshots, report.Events);
        Assert.InRange(before - new FileInfo(file).Length, (BelowSnapshots - 1) * big, long.MaxValue);
        Assert.All(Lines(report.Archives[0]), line => Assert.Equal(
            big, line.GetProperty("bytes").GetBytesFromBase64().Length));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_file_from_before_it_could_shrink_is_made_to()
    {
        var store = await FilledAsync("hall/oven-1");
        await Database.ExecuteAsync(store, "PRAGMA auto_vacuum=NONE; VACUUM");
        Assert.Equal(0L, await Database.AskAsync(store, "PRAGMA auto_vacuum"));

        (await JournalStore.PrepareAsync(store)).Dispose();

        Assert.Equal(2L, await Database.AskAsync(store, "PRAGMA auto_vacuum"));
        Assert.Equal((long)Written, await Database.AskAsync(store, "SELECT count(*) FROM journal"));
    }
}
