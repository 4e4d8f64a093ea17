using System.Text;
using Understudy.ShadowActors.Journal.Retention;

namespace Understudy.Tests.ShadowActors.Journal.Retention;

public sealed class ArchiveFileTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("understudy-archive-").FullName;

    /// <summary>The folders that were made durable, and the files that were in each then.</summary>
    private readonly List<(string Folder, string Names)> _synced = [];

    [Fact]
    public void The_folder_of_an_archive_is_made_durable_after_it_has_its_name()
    {
        using var archive = Create(_root);
        archive.Add("shadow-g/d", Row);
        Assert.Empty(_synced);

        archive.Close();

        Assert.Equal([(_root, Path.GetFileName(archive.Path))], _synced);
    }

    [Fact]
    public void A_folder_that_was_not_there_is_made_durable_in_the_one_above_it_before_the_archive_is_written()
    {
        var folder = Path.Combine(_root, "a", "b");

        using var archive = Create(folder);

        Assert.Equal([(_root, "a"), (Path.Combine(_root, "a"), "b")], _synced);
    }

    [Fact]
    public void An_archive_that_is_not_complete_gets_no_name()
    {
        using (var archive = Create(_root)) archive.Add("shadow-g/d", Row);

        Assert.Empty(Directory.GetFileSystemEntries(_root));
        Assert.Empty(_synced);
    }

    [Fact]
    public void One_whose_folder_can_not_be_made_durable_is_an_error()
    {
        using var archive = ArchiveFile.Create(
            _root, DateTimeOffset.UnixEpoch, folder => throw new IOException($"{folder}: the disk fails"));
        archive.Add("shadow-g/d", Row);

        Assert.Contains("the disk fails", Assert.Throws<IOException>(archive.Close).Message);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static JournalRow Row => new(
        1, 1, DateTimeOffset.UnixEpoch, "claimed.v1", 1, Encoding.UTF8.GetBytes("{}"));

    private ArchiveFile Create(string folder) => ArchiveFile.Create(
        folder, DateTimeOffset.UnixEpoch, synced => _synced.Add((synced, string.Join(
            ' ', Directory.GetFileSystemEntries(synced).Select(Path.GetFileName)))));
}
