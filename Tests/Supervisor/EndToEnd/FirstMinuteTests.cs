using System.Diagnostics;
using System.Text.RegularExpressions;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>What a person sees who has only just built it. The port is the one thing that is told, so that runs side by
/// side don't meet.</summary>
[Collection(AloneCollection.Name)]
public sealed partial class FirstMinuteTests : IDisposable
{
    private static readonly TimeSpan StopTimeMax = TimeSpan.FromSeconds(20);
    private static readonly string[] AnyPort = ["--urls", "http://127.0.0.1:0"];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 180_000)]
    public async Task The_first_start_tells_three_commands_that_work_and_a_second_start_knows_all_of_it()
    {
        string setting, device;
        long recoveries;
        await using (var node = NodeProcess.Start(_folder.Path, AnyPort))
        {
            var address = await node.UntilItServesAsync();
            var commands = CommandsIn(node.Output);
            Assert.Equal(3, commands.Count);
            foreach (var command in commands)
            {
                var (code, output) = await NodeProcess.RunAsync(_folder.Path, address, command);
                Assert.True(code == 0, $"{string.Join(' ', command)}: {code}\n{output}");
            }

            var write = Assert.Single(commands, command => command[0] == "write");
            (device, setting) = (write[1], await ReadAsync(address, write));
            Assert.Contains(commands, command => command[0] == "restart" && command[1] == device);
            recoveries = await RecoveriesAsync(address, device);
            Assert.True(recoveries > 0);
            await StopAsync(node);
        }

        await using var second = NodeProcess.Start(_folder.Path, AnyPort);
        var again = await second.UntilItServesAsync();
        await NodeClient.UntilAsync(
            async () => (await NodeProcess.RunAsync(_folder.Path, again, "devices")).Output.Contains(
                "all served by their drivers", StringComparison.Ordinal),
            "all devices are served");
        var (_, journal) = await NodeProcess.RunAsync(_folder.Path, again, "journal", device, "--limit", "1000");
        Assert.Equal(2, Count(journal, "took charge of the device"));
        Assert.Equal(1, Count(journal, "A restart of the driver was ordered"));
        Assert.Equal(1, Count(journal, "gave the device back in good order"));
        Assert.Contains("given to the driver", journal);
        Assert.True(await RecoveriesAsync(again, device) >= recoveries);
        // A simulated device is new with its node, so it is the recorded setting that it holds now.
        Assert.Equal(setting, await ReadAsync(again, ["write", device, PointOf(setting)]));
        await StopAsync(second);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_port_that_is_taken_a_folder_that_can_not_be_and_a_folder_in_use_are_told_in_one_line()
    {
        await using var node = NodeProcess.Start(_folder.Path, AnyPort);
        var address = await node.UntilItServesAsync();
        var file = _folder.File("file", "");

        await AssertRefusedAsync(
            ["--urls", $"http://127.0.0.1:{address.Port}", "--data", "other"], $"{address.Port}", "--urls");
        await AssertRefusedAsync([.. AnyPort, "--data", $"{file}/below"], $"{file}/below", "--data");
        await AssertRefusedAsync(AnyPort, "understudy-data", "--data");
    }

    private static async Task StopAsync(NodeProcess node)
    {
        var clock = Stopwatch.StartNew();
        node.Interrupt();
        Assert.True(await node.ExitAsync() == 0, node.Output);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, StopTimeMax);
    }

    private async Task AssertRefusedAsync(string[] arguments, params string[] told)
    {
        var (code, output) = await NodeProcess.RunAsync(_folder.Path, null, ["run", .. arguments]);
        Assert.True(code == 1, $"{code}: {output}");
        var line = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("understudy: ", line);
        Assert.All(told, text => Assert.Contains(text, line));
    }

    /// <summary>Point and value, without what changes with time.</summary>
    private async Task<string> ReadAsync(Uri node, string[] write)
    {
        var (code, output) = await NodeProcess.RunAsync(_folder.Path, node, "read", write[1], write[2], "--json");
        Assert.True(code == 0, output);
        return PointAndValue().Match(output).Value;
    }

    private static async Task<long> RecoveriesAsync(Uri node, string device)
    {
        using var client = new NodeClient(node);
        return (await client.GetAsync($"devices/{device}")).GetProperty("recoveries").GetInt64();
    }

    private static string PointOf(string pointAndValue) => pointAndValue.Split('"')[3];

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>The commands below "Try", as a person would copy them.</summary>
    private static List<string[]> CommandsIn(string banner) =>
    [
        .. CommandLines().Matches(banner).Select(match => match.Groups[1].Value.Split(' ')),
    ];

    [GeneratedRegex(@"^  dotnet run --project Supervisor -- (.+?)\s+#", RegexOptions.Multiline)]
    private static partial Regex CommandLines();

    [GeneratedRegex("""
        "point":"[^"]+","value":[^,]+
        """)]
    private static partial Regex PointAndValue();
}
