using System.Diagnostics;
using System.Globalization;
using System.Text;
using Understudy.Tests.Peers;
using Understudy.Tests.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.EndToEnd;

[Collection(AloneCollection.Name)]
public sealed class PlantOnTheCommandLineTests : IDisposable
{
    private const int Gateways = 50;
    private const int DevicesEach = 200;
    private static readonly TimeSpan AnswerTimeMax = TimeSpan.FromMilliseconds(500);
    private static readonly string[] AnyPort = ["--urls", "http://127.0.0.1:0"];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 180_000)]
    public async Task Bad_plant_files_are_refused_with_file_line_and_key_and_nothing_is_applied()
    {
        await using var node = NodeProcess.Start(_folder.Path, AnyPort);
        var address = await node.UntilItServesAsync();
        using var client = new NodeClient(address);
        var before = (await client.GetAsync("plant")).GetRawText();

        await AssertRefusedAsync(address, "unknown-key", 9, "profiles.oven.points.sp.tpye", "'tpye'");
        await AssertRefusedAsync(address, "duplicate-device-id", 7, "gateways.hall.devices.oven", "declared twice");
        await AssertRefusedAsync(address, "overlapping-points", 10, "profiles.oven.points.b", "overlaps");
        await AssertRefusedAsync(address, "impossible-type", 10, "profiles.oven.points.hot.type", "float32");
        await AssertRefusedAsync(address, "missing-role", 9, "profiles.oven.points.sp", "'role' is missing");
        await AssertRefusedAsync(address, "wrong-indentation", 5, "", "no valid YAML");

        Assert.Equal(before, (await client.GetAsync("plant")).GetRawText());
        Assert.DoesNotContain("\"hall/oven\"", (await client.GetAsync("devices")).GetRawText());
    }

    [Fact(Timeout = 300_000)]
    [Trait("Category", "Long")]
    public async Task Ten_thousand_devices_are_applied_and_the_node_goes_on_answering()
    {
        await using var node = NodeProcess.Start(_folder.Path, AnyPort);
        var address = await node.UntilItServesAsync();
        using var client = new NodeClient(address);
        var file = _folder.File("large.yaml", LargePlant());

        var (dry, changes) = await NodeProcess.RunAsync(_folder.Path, address, "apply", file, "--dry-run");
        Assert.True(dry == 0, changes[..Math.Min(changes.Length, 2000)]);
        Assert.Contains("this was a dry run", changes);

        var applied = NodeProcess.RunAsync(_folder.Path, address, "apply", file);
        await NodeClient.UntilAsync(
            async () =>
            {
                // Asked all the while: each answer is an answer, late as it may come.
                _ = await client.GetAsync("plant");
                return applied.IsCompleted;
            },
            "the plant is applied");
        Assert.True((await applied).ExitCode == 0, (await applied).Output);
        await NodeClient.UntilAsync(
            async () => (await client.GetAsync("devices")).GetArrayLength() == Gateways * DevicesEach,
            "all devices are listed");
        await NodeClient.UntilAsync(
            async () =>
            {
                var clock = Stopwatch.StartNew();
                _ = await client.GetAsync("/health/live");
                return clock.Elapsed < AnswerTimeMax;
            },
            "answers are quick again");
    }

    private async Task AssertRefusedAsync(Uri node, string name, int line, string key, string reason)
    {
        var yaml = RepositoryFile.Text("Tests", "Supervisor", "Plant", "bad", $"{name}.yaml");
        var file = _folder.File($"{name}.yaml", yaml);
        foreach (var arguments in new string[][]
        {
            ["apply", file], ["apply", file, "--dry-run"], ["run", .. AnyPort, "--data", "other", "--plant", file],
        })
        {
            var (code, output) = await NodeProcess.RunAsync(_folder.Path, node, arguments);
            Assert.True(code == 2, $"{string.Join(' ', arguments)}: {code}\n{output}");
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{name}.yaml:{line}:"), output);
            Assert.Contains(key, output);
            Assert.Contains(reason, output);
        }
    }

    /// <summary>Behind ports where nobody listens.</summary>
    private static string LargePlant()
    {
        var text = new StringBuilder("gateways:\n");
        for (var gateway = 1; gateway <= Gateways; gateway++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  g{gateway}:\n    link: {{modbusTcp: 127.0.0.1:{gateway}}}\n");
            text.Append("    devices:\n");
            for (var unit = 1; unit <= DevicesEach; unit++)
                text.Append(CultureInfo.InvariantCulture, $"      d{unit}: {{profile: meter, unit: {unit}}}\n");
        }

        text.Append("profiles:\n  meter: {class: measuring, points: {power: {at: input/0, unit: W}}}\n");
        return text.ToString();
    }
}
