using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Tests.ShadowActors.Journal;

public sealed class SqliteJournalStoreTests() : JournalStoreSpec(new SqliteDatabase())
{
    [Fact]
    public async Task A_second_node_on_the_same_folder_is_refused_and_told_who_has_it()
    {
        var options = await Database.CreateAsync();
        using var first = await JournalStore.PrepareAsync(options);

        var error = await Assert.ThrowsAsync<JournalStoreException>(() => JournalStore.PrepareAsync(options));

        Assert.Contains(options.Folder!, error.Message);
        Assert.Contains($"process {Environment.ProcessId}", error.Message);
    }
}
