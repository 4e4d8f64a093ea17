using Understudy.Supervisor.CommandLine;
using Understudy.Tests.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class TagsCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    [Fact]
    public async Task A_profile_goes_to_a_file_and_comes_back_as_a_plant_file()
    {
        var plant = RepositoryFile.PathOf("Deploy", "plants", "example.yaml");
        var export = await RunAsync("tags", "export", plant, "--profile", "eurotherm", "-o", PathOf("e.csv"));
        Assert.Equal((CommandExit.Ok, $"{PathOf("e.csv")}: 4 points."), (export.Exit, export.Lines.Single()));
        var import = await RunAsync("tags", "import", PathOf("e.csv"), "--profile", "copy", "--class", "instrument");
        Assert.Equal(CommandExit.Ok, import.Exit);
        Assert.Empty(Given.Plant(import.Out).Gateways);
        Assert.Contains("  copy:\n    class: instrument\n", import.Out);
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_by_force_only()
    {
        await File.WriteAllTextAsync(PathOf("t.csv"), "id,at\nt,input/0\n");
        await File.WriteAllTextAsync(PathOf("plant.yaml"), "mine");
        string[] import = ["tags", "import", PathOf("t.csv"), "--profile", "p", "-o", PathOf("plant.yaml")];
        var refused = await RunAsync(import);
        Assert.Equal((CommandExit.BadInput, "mine"), (refused.Exit, await File.ReadAllTextAsync(PathOf("plant.yaml"))));
        Assert.Equal(CommandExit.Ok, (await RunAsync([.. import, "--force"])).Exit);
        Assert.Contains("t: {at: input/0}", await File.ReadAllTextAsync(PathOf("plant.yaml")));
    }

    [Fact]
    public async Task Problems_are_told_on_stderr_and_nothing_is_written()
    {
        await File.WriteAllTextAsync(PathOf("t.csv"), "id,at\nt,nowhere\n");
        var run = await RunAsync("tags", "import", PathOf("t.csv"), "--profile", "p", "-o", PathOf("plant.yaml"));
        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.StartsWith($"{PathOf("t.csv")}: row 2, column at: ", run.Error);
        Assert.False(File.Exists(PathOf("plant.yaml")));
    }

    [Theory]
    [InlineData("--class", "sensor")]
    [InlineData("--addressing", "iec")]
    [InlineData("--profile", "a b")]
    public async Task Words_that_are_none_are_bad_input(string option, string word)
    {
        await File.WriteAllTextAsync(PathOf("t.csv"), "id,at\nt,input/0\n");
        string[] profile = option == "--profile" ? [] : ["--profile", "p"];
        var run = await RunAsync(["tags", "import", PathOf("t.csv"), .. profile, option, word]);
        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Contains($"{option} {word}", run.Error);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.OfAsync(TimeProvider.System, default, arguments);
}
