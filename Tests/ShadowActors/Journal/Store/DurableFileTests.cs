using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Tests.ShadowActors.Journal.Store;

public sealed class DurableFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("understudy-durable-").FullName;

    [Fact]
    public void A_folder_is_made_with_those_above_it_and_again()
    {
        var folder = Path.Combine(_folder, "a", "b");

        DurableFile.MakeFolder(folder);
        DurableFile.MakeFolder(folder);

        Assert.True(Directory.Exists(folder));
    }

    [Fact]
    public void Below_a_file_there_is_no_folder()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");

        Assert.Throws<IOException>(() => DurableFile.MakeFolder(Path.Combine(_folder, "file", "a")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
