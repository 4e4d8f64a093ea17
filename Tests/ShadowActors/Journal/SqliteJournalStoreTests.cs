using System.Diagnostics;
using Microsoft.Data.Sqlite;
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_path_to_the_same_folder_or_file_is_the_same(bool isFile)
    {
        var options = await Database.CreateAsync();
        using var first = await JournalStore.PrepareAsync(options);
        var other = await Database.CreateAsync();
        if (isFile)
        {
            File.CreateSymbolicLink(
                Path.Combine(other.Folder!, JournalStoreOptions.FileName),
                Path.Combine(options.Folder!, JournalStoreOptions.FileName));
        }
        else
        {
            Directory.CreateSymbolicLink(Path.Combine(other.Folder!, "link"), options.Folder!);
            other = JournalStoreOptions.InFolder(Path.Combine(other.Folder!, "link"));
        }

        var error = await Assert.ThrowsAsync<JournalStoreException>(() => JournalStore.PrepareAsync(other));

        Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", error.Message);
    }

    [Fact]
    public async Task A_file_that_is_a_link_within_its_folder_is_held_once()
    {
        var options = await Database.CreateAsync();
        (await JournalStore.PrepareAsync(options)).Dispose();
        var (file, real) = (
            Path.Combine(options.Folder!, JournalStoreOptions.FileName), Path.Combine(options.Folder!, "real.db"));
        File.Move(file, real);
        File.CreateSymbolicLink(file, real);
        var link = Path.Combine((await Database.CreateAsync()).Folder!, "link");
        Directory.CreateSymbolicLink(link, options.Folder!);

        (await JournalStore.PrepareAsync(options)).Dispose();
        (await JournalStore.PrepareAsync(JournalStoreOptions.InFolder(link))).Dispose();
    }

    [Fact]
    public async Task A_file_that_can_not_be_rewritten_is_used_as_it_is()
    {
        var options = await Database.CreateAsync();
        var text = $"Data Source={Path.Combine(options.Folder!, JournalStoreOptions.FileName)};Pooling=False";
        await using (var connection = new SqliteConnection(text))
        {
            await connection.OpenAsync();
            connection.CreateCollation("words", string.CompareOrdinal);
            await using var command = connection.CreateCommand();
            // An index that only this connection can make again.
            command.CommandText =
                "CREATE TABLE note (word TEXT COLLATE words); CREATE INDEX by_word ON note (word); "
                + "INSERT INTO note VALUES ('a')";
            await command.ExecuteNonQueryAsync();
        }

        using var store = await JournalStore.PrepareAsync(options);

        Assert.Contains("could not be rewritten", store.Notice);
        Assert.Equal(0L, await Database.AskAsync(options, "SELECT count(*) FROM journal"));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_lock_of_a_killed_process_is_gone()
    {
        var options = await PreparedAsync();
        var file = Path.Combine(options.Folder!, "understudy.lock");
        using var other = Process.Start(new ProcessStartInfo("flock", ["-x", file, "sh", "-c", "echo held; sleep 60"])
        {
            RedirectStandardOutput = true,
        })!;
        await File.WriteAllTextAsync(Path.Combine(options.Folder!, "understudy.pid"), $"{other.Id}");
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync());
        var error = await Assert.ThrowsAsync<JournalStoreException>(() => JournalStore.PrepareAsync(options));
        Assert.Contains($"process {other.Id}", error.Message);

        other.Kill(entireProcessTree: true);
        await other.WaitForExitAsync();
        (await PreparedAgainAsync(options)).Dispose();
    }

    // Killed is not reaped: the child of flock holds the lock until it is gone too.
    private static async Task<JournalStore> PreparedAgainAsync(JournalStoreOptions options)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await JournalStore.PrepareAsync(options);
            }
            catch (JournalStoreException) when (attempt < 100)
            {
                await Task.Delay(20);
            }
        }
    }
}
