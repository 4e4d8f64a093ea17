using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Understudy.Supervisor.CommandLine;
using Understudy.Tests.Peers;
using Understudy.Tests.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A gateway, its device and its points get other ids while the node is down.</summary>
[Collection(AloneCollection.Name)]
public sealed class RenameTests : IAsyncLifetime
{
    private const string Renamed = "hallA/kiln";
    private const string Written = "1 holding/4 77";

    private readonly SimulatorPeer _device = new();
    private NodeUnderTest _before = null!;

    public async ValueTask InitializeAsync()
    {
        await _device.InitializeAsync();
        _before = await NodeUnderTest.StartAsync(Plant);
        await _before.Client.UntilServedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _before.DisposeAsync();
        await _device.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_on_record_goes_on_under_the_new_ids()
    {
        var write = await _before.Client.WriteAsync("limit", 77);
        var oldest = (await _before.Client.JournalAsync())[0];
        await _before.StopAsync();
        var between = DateTimeOffset.UtcNow;
        await using var after = await NodeUnderTest.StartAsync(
            RenamedPlant(was: true), options => options with { DataFolder = _before.DataFolder });
        using var http = new HttpClient { BaseAddress = new Uri(after.Address, "/api/v1/") };
        await UntilServedAsync(http);

        await ASettingThatTheDeviceLosesIsRestoredAsync(http);
        var journal = await http.GetFromJsonAsync<JsonElement>($"devices/{Renamed}/journal?after=0&limit=1");
        var first = JournalLine.Of(journal.GetProperty("entries")[0]);
        Assert.Equal((oldest.Number, oldest.Kind, oldest.Time), (first.Number, first.Kind, first.Time));
        Assert.Equal((200, "Confirmed"), await RepeatedAsync(http, write.Request));
        Assert.Contains("is called 'hallA/kiln' now", await NotFoundAsync(http, "devices/hall1/oven/journal"));
        Assert.Contains("is called 'hallA/kiln' now", await NotFoundAsync(http, "devices/hall1/oven"));

        await IsKeptByAPlantThatSaysNothingOfItAsync(after, http);
        await after.StopAsync();
        await TheDatabaseTellsTheSameAsync(_before.DataFolder, between);
    }

    private async Task ASettingThatTheDeviceLosesIsRestoredAsync(HttpClient http)
    {
        var written = _device.Writes.Count(each => each == Written);
        await _device.RestartAsync();
        await NodeClient.UntilAsync(
            () => Task.FromResult(_device.Writes.Count(each => each == Written) > written), "the setting is restored");
        await UntilServedAsync(http);
        Assert.Equal(written + 1, _device.Writes.Count(each => each == Written));
        Assert.Empty((await DeviceAsync(http)).GetProperty("held").EnumerateArray());
    }

    private async Task IsKeptByAPlantThatSaysNothingOfItAsync(NodeUnderTest node, HttpClient http)
    {
        await node.Client.ApplyAsync(RenamedPlant(was: false));
        await UntilServedAsync(http);
        var journal = await http.GetFromJsonAsync<JsonElement>($"devices/{Renamed}/journal?after=0&limit=1");
        Assert.Equal(1, journal.GetProperty("entries")[0].GetProperty("number").GetInt64());
    }

    /// <summary>Of before and after, by the new id; the old one is answered with it.</summary>
    private static async Task TheDatabaseTellsTheSameAsync(string folder, DateTimeOffset between)
    {
        var at = between.ToString("O", CultureInfo.InvariantCulture);
        var before = await RunAsync(folder, "journal", Renamed, "--at", at);
        var after = await RunAsync(folder, "journal", Renamed, "--at", DateTimeOffset.UtcNow.ToString("O"));
        var former = await RunAsync(folder, "journal", "hall1/oven");

        Assert.Equal((CommandExit.Ok, CommandExit.Ok), (before.Exit, after.Exit));
        Assert.Matches(@"limit +77 +recorded ", before.Out);
        Assert.Matches(@"cap +77 +recorded ", after.Out);
        Assert.Contains("is called 'hallA/kiln' now", former.Error);
    }

    private static Task<CommandRun> RunAsync(string folder, params string[] arguments) =>
        CommandRun.OfAsync(TimeProvider.System, default, [.. arguments, "--database", folder]);

    private static async Task<(int Status, string? Verdict)> RepeatedAsync(HttpClient http, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"devices/{Renamed}/points/cap")
        {
            Content = JsonContent.Create(new { value = 77 }),
            Headers = { { "Idempotency-Key", key } },
        };
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)response.StatusCode, body.GetProperty("verdict").GetString());
    }

    private static async Task<string> NotFoundAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!;
    }

    private static Task<JsonElement> DeviceAsync(HttpClient http) =>
        http.GetFromJsonAsync<JsonElement>($"devices/{Renamed}");

    private static Task UntilServedAsync(HttpClient http) => NodeClient.UntilAsync(
        async () =>
        {
            using var response = await http.GetAsync($"devices/{Renamed}");
            if (!response.IsSuccessStatusCode) return false;
            var body = await response.Content.ReadFromJsonAsync<JsonElement>();
            return body.GetProperty("mode").GetString() == "Passive";
        },
        $"{Renamed} is served");

    private string Plant => OvenPlant.Text(_device.Port)
        .Replace("class: register", "class: register\n    restoreWithin: always");

    private string RenamedPlant(bool was) => Plant
        .Replace("  hall1:\n", was ? "  hallA:\n    was: hall1\n" : "  hallA:\n")
        .Replace("oven: {", was ? "kiln: {was: oven, " : "kiln: {")
        .Replace("limit: {", was ? "cap: {was: limit, " : "cap: {");
}
