using System.Text;
using System.Text.RegularExpressions;
using Understudy.Tests.Architecture;
using Understudy.Tests.Peers;
using Understudy.Tests.Supervisor.EndToEnd;

namespace Understudy.Tests.Supervisor.Metrics;

[Collection(AloneCollection.Name)]
public sealed partial class MetricsTests(ScrapedNode node) : IClassFixture<ScrapedNode>
{
    private const string Furnace = "devices/hall1/furnace1";

    private static readonly string[] OfFurnace = ["gateway=\"hall1\"", "device=\"furnace1\""];

    [Fact(Timeout = 120_000)]
    public async Task Requests_are_counted_by_operation_by_who_served_them_and_by_outcome()
    {
        var before = await node.ScrapeAsync();
        for (var i = 0; i < 3; i++) await node.SendAsync(HttpMethod.Get, $"{Furnace}/points/temperature");
        await node.SendAsync(HttpMethod.Put, $"{Furnace}/points/setpoint", new { value = 90.5 });
        var after = await node.ScrapeAsync();

        Assert.Equal(3, Grown("read", "driver", "good"));
        Assert.Equal(1, Grown("write", "driver", "confirmed"));
        Assert.Equal(3, Grows("understudy_request_duration_seconds_count", "operation=\"read\""));
        Assert.Equal(1, Grows("understudy_request_duration_seconds_count", "operation=\"write\""));
        Assert.True(Grows("understudy_journal_append_seconds_count") >= 1);
        Assert.True(Grows("understudy_journal_appended_bytes_total") > 100);
        Assert.Equal(0, after.Sum("understudy_requests_in_flight", OfFurnace));
        Assert.Equal(1, after.Sum("understudy_journal_up", OfFurnace));

        double Grows(string name, params string[] labels) => after.Sum(name, labels) - before.Sum(name, labels);

        double Grown(string operation, string servedBy, string outcome) => Grows(
            "understudy_requests_total",
            [.. OfFurnace, $"operation=\"{operation}\"", $"served_by=\"{servedBy}\"", $"outcome=\"{outcome}\""]);
    }

    [Fact(Timeout = 120_000)]
    public async Task Restarts_are_counted_by_cause_and_recoveries_with_their_time()
    {
        var before = await node.ScrapeAsync();
        await node.SendAsync(HttpMethod.Post, $"{Furnace}/driver/restart", new { reason = "a test" });
        await node.SendAsync(HttpMethod.Post, $"{Furnace}/driver/faults", new { kind = "Throw" });
        await node.SendAsync(HttpMethod.Get, $"{Furnace}/points/temperature");
        var after = before;
        await NodeClient.UntilAsync(
            async () =>
            {
                after = await node.ScrapeAsync();
                return after.Sum("understudy_device_mode", [.. OfFurnace, "mode=\"passive\""]) == 1
                    && Grown("driver_exception") == 1;
            },
            "the furnace has failed and is served again");

        Assert.Equal(1, Grown("planned"));
        Assert.Equal(0, Grown("hang"));
        Assert.Equal(
            2, after.Sum("understudy_recovery_seconds_count") - before.Sum("understudy_recovery_seconds_count"));

        double Grown(string cause) =>
            after.Sum("understudy_driver_restarts_total", [.. OfFurnace, $"cause=\"{cause}\""])
            - before.Sum("understudy_driver_restarts_total", [.. OfFurnace, $"cause=\"{cause}\""]);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_declared_no_more_is_in_no_series()
    {
        var before = await node.ScrapeAsync();
        Assert.Contains(before.Values.Keys, series => series.Contains("gateway=\"lab\""));
        Assert.Equal(13, before.Sum("understudy_devices"));

        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Deploy/plants/simulated.yaml"));
        var (lab, profiles) = (text.IndexOf("  lab:\n"), text.IndexOf("profiles:\n"));
        using var content = new StringContent(
            text.Remove(lab, profiles - lab), Encoding.UTF8, "application/yaml");
        using var applied = await node.Http.PutAsync("api/v1/plant", content);
        Assert.True(applied.IsSuccessStatusCode, await applied.Content.ReadAsStringAsync());

        await NodeClient.UntilAsync(
            async () => !(await node.ScrapeAsync()).Values.Keys.Any(series => series.Contains("\"lab\"")),
            "nothing is told of the gateway that is gone");
        Assert.Equal(9, (await node.ScrapeAsync()).Sum("understudy_devices"));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_page_of_metrics_names_what_a_node_tells_with_its_type()
    {
        await node.SendAsync(HttpMethod.Get, $"{Furnace}/points/temperature");
        await node.SendAsync(HttpMethod.Post, $"{Furnace}/driver/restart", new { reason = "a test" });
        var told = await node.ScrapeAsync();
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/metrics.md"));

        var listed = Row().Matches(page).Select(row => $"{row.Groups["name"]} {row.Groups["type"]}");

        Assert.Equal(told.Families.Select(family => $"{family} {told.TypeOf(family)}").Order(), listed.Order());
        Assert.All(told.Families, family => Assert.StartsWith("understudy_", family));
    }

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<type>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
