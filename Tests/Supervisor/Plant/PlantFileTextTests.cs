using Understudy.Supervisor.CommandLine;
using Understudy.Supervisor.Hosting;
using Understudy.Supervisor.Plant;
using Understudy.Tests.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantFileTextTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public PlantFileTextTests()
    {
        using var file = File.OpenWrite(_file);
        file.SetLength(PlantLimits.FileBytesMax + 1);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_read() =>
        Assert.Contains(_file, (await Assert.ThrowsAsync<PlantUnreadableException>(
            () => PlantFileText.ReadAsync(_file))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Nor_by_a_command()
    {
        await using var node = await StubNode.StartAsync(200, "{}");
        var run = await CommandRun.OfAsync(node, "apply", _file);

        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Contains("larger than", run.Error, StringComparison.Ordinal);
        Assert.Empty(node.Requests);
    }

    [Theory]
    [InlineData(true, "larger than")]
    [InlineData(false, "no such file")]
    public async Task A_node_does_not_start_with_it(bool isThere, string reason)
    {
        var error = await Assert.ThrowsAsync<StartFailedException>(
            () => PlantSource.ReadAsync(isThere ? _file : _file + ".none"));

        Assert.Equal(CommandExit.BadInput, error.ExitCode);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);
}
