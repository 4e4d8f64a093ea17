using System.Net;
using System.Text.RegularExpressions;
using Understudy.Supervisor.Dashboard.View;

namespace Understudy.Tests.Supervisor.Dashboard;

public sealed class PlantPageTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Modes_reasons_values_and_qualities_are_written_not_only_coloured()
    {
        var text = await TextAsync(SamplePlant.At);
        Assert.Contains("10 devices on 4 gateways 6 Passive 2 Active 1 Faulted 1 without answer", text);
        Assert.Contains("Active, Transfer for 2.3 s The driver hung", text);
        Assert.Contains("temperature 812.4 °C Good 0.4 s", text);
        Assert.Contains("temperature 796.1 °C Uncertain LastUsableValue 3.2 s", text);
        Assert.Contains("temperature no value Bad NoCommunication", text);
        Assert.Contains("utilities Link down Connection refused by 10.0.0.7:502", text);
        Assert.Contains("yard No answer", text);
        Assert.Contains("2 differ", text);
        Assert.Contains("energy 884213 kW·h", text);
    }

    [Fact]
    public async Task Ten_thousand_devices_are_folded_and_the_troubled_ones_come_first()
    {
        var html = await HtmlAsync(now => SamplePlant.Long(now, 10, 1000));
        Assert.InRange(html.Length, 1, 100_000);
        Assert.Contains("Not served by their drivers", html);
        Assert.Equal(10, Regex.Count(html, "meter0997</a>"));
        Assert.DoesNotContain("meter0001", html);
        Assert.Equal(10, Regex.Count(html, "Show 1000 devices"));
    }

    [Fact]
    public async Task A_plant_of_which_nothing_answers_does_not_kill_the_page()
    {
        var html = await HtmlAsync(now => SamplePlant.Long(now, 100, 100) is var plant
            ? plant with { Gateways = [.. plant.Gateways.Select(Silenced)] }
            : null!);
        Assert.InRange(html.Length, 1, 300_000);
        Assert.Contains("and 9950 more", html);
    }

    [Fact]
    public async Task Without_a_plant_it_says_what_to_do() =>
        Assert.Contains("No plant yet Declare gateways", await TextAsync(SamplePlant.Empty));

    [Fact]
    public async Task Before_the_journal_is_read_it_says_so() => Assert.Contains(
        "The node is reading its journal", await TextAsync(now => SamplePlant.Empty(now) with { IsReady = false }));

    [Fact]
    public async Task Changes_of_mode_are_announced_politely_and_tables_have_heads()
    {
        var html = await HtmlAsync(SamplePlant.At);
        Assert.Single(Regex.Matches(html, "aria-live=\"polite\""));
        Assert.Contains("scope=\"row\"", html);
        Assert.Contains("scope=\"col\"", html);
        Assert.Contains("<caption", html);
    }

    [Theory]
    [InlineData("_framework/blazor.web.js")]
    [InlineData("dashboard.css")]
    public async Task What_the_page_needs_is_served_by_the_node_itself(string path)
    {
        await using var node = await DashboardNode.StartAsync(SamplePlant.At);
        using var answer = await Http.GetAsync(new Uri(node.Url, path));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("://", Regex.Replace(
            await Http.GetStringAsync(node.Url), "(src|href)=\"(?!https?:)[^\"]*\"|http://127[^\"]*", ""));
    }

    private static GatewayPicture Silenced(GatewayPicture gateway) => gateway with
    {
        LinkUp = null,
        Devices = [.. gateway.Devices.Select(device => device with { Status = null })],
    };

    private static async Task<string> HtmlAsync(Func<DateTimeOffset, PlantSnapshot> picture)
    {
        await using var node = await DashboardNode.StartAsync(picture);
        return await Http.GetStringAsync(node.Url);
    }

    private static async Task<string> TextAsync(Func<DateTimeOffset, PlantSnapshot> picture) =>
        PageText.Of(await HtmlAsync(picture));
}
