using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Tests.ShadowActors.Journal.Store;

public sealed class SqliteBackupTests : IAsyncDisposable
{
    private const string Device = "hall/oven-1";
    private readonly SqliteDatabase _database = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("understudy-backup-").FullName;

    private string File => Path.Combine(_folder, "saved.db");

    private string Target => Path.Combine(_folder, "restored");

    [Fact(Timeout = 60_000)]
    public async Task A_running_journal_is_saved_and_read_again_elsewhere()
    {
        var options = await _database.CreateAsync();
        using var held = await JournalStore.PrepareAsync(options);
        await using (var node = await JournalNode.StartAsync(options))
        {
            var owner = node.Open(Device);
            await owner.RecoveredAsync();
            for (var number = 1; number <= 5; number++) await owner.AppendAsync(number);

            Assert.Equal(5, SqliteBackup.Save(options.Folder!, File));
            Assert.Equal(6, (await owner.AppendAsync(6)).Sequence);
        }

        Assert.Equal(5, SqliteBackup.Restore(File, Target));
        Assert.Equal([File], Directory.GetFiles(_folder));
        var restored = JournalStoreOptions.InFolder(Target);
        using var store = await JournalStore.PrepareAsync(restored);
        await using var again = await JournalNode.StartAsync(restored);
        Assert.Equal(5, (await again.Open(Device).RecoveredAsync()).Sequence);
    }

    [Fact]
    public async Task Nothing_is_written_over()
    {
        var options = await _database.CreateAsync();
        (await JournalStore.PrepareAsync(options)).Dispose();
        SqliteBackup.Save(options.Folder!, File);
        var saved = await System.IO.File.ReadAllBytesAsync(File);

        Assert.Contains(File, Refused(() => SqliteBackup.Save(options.Folder!, File)));
        Assert.Contains("not empty", Refused(() => SqliteBackup.Restore(File, options.Folder!)));
        Directory.CreateDirectory(Target);
        await System.IO.File.WriteAllTextAsync(Path.Combine(Target, "note.txt"), "mine");
        Assert.Contains("not empty", Refused(() => SqliteBackup.Restore(File, Target)));
        Assert.Equal(saved, await System.IO.File.ReadAllBytesAsync(File));
        Assert.Equal(["note.txt"], Directory.GetFiles(Target).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_is_no_journal_is_refused_and_leaves_nothing()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 5000));
        Assert.Contains(File, Refused(() => SqliteBackup.Restore(File, Target)));
        Assert.Contains("no file", Refused(() => SqliteBackup.Restore(File + "x", Target)));
        Assert.Contains("no database", Refused(() => SqliteBackup.Save(_folder, File + "y")));

        Assert.DoesNotContain(
            Directory.GetFiles(_folder, "*", SearchOption.AllDirectories),
            path => path.Contains("understudy.db", StringComparison.Ordinal) || path.EndsWith(".part"));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Refused(Func<long> work) => Assert.Throws<JournalStoreException>(() => work()).Message;
}
