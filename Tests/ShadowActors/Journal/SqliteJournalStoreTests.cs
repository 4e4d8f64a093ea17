using System.Diagnostics;
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
