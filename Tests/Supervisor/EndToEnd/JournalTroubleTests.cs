using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>Nodes as their users run them, with a journal in trouble.</summary>
[Collection(AloneCollection.Name)]
public sealed class JournalTroubleTests : IDisposable
{
    private const string Furnace = "api/v1/devices/hall1/furnace1";
    private const string Stream = "shadow-hall1/furnace1";
    private static readonly string[] AnyPort = ["--urls", "http://127.0.0.1:0"];

    private readonly ScratchFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "understudy-data");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact(Timeout = 180_000)]
    public async Task A_full_disk_refuses_changes_by_name_reads_go_on_and_room_ends_it()
    {
        await using var node = NodeProcess.StartOnSmallDisk(_folder.Path, Data, 24, ["run", .. AnyPort]);
        using var http = await ServingAsync(node);
        Assert.Equal(HttpStatusCode.OK, (await WriteAsync(http, 80)).Status);
        var ballast = node.OwnDisk(Path.Combine(Data, "ballast"));
        Ballast.Fill(ballast);

        var refusal = "";
        await NodeClient.UntilAsync(
            async () =>
            {
                (var status, refusal) = await WriteAsync(http, 81);
                return status == HttpStatusCode.ServiceUnavailable && refusal.Contains("disk is full");
            },
            $"changes are refused, {refusal}");

        Assert.Contains($"the journal's disk is full: {Path.Combine(Data, "understudy.db")}", refusal);
        using (var read = await http.GetAsync($"{Furnace}/points/temperature"))
        {
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
            var body = await read.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal("Good", body.GetProperty("quality").GetString());
        }

        File.Delete(ballast);
        await NodeClient.UntilAsync(
            async () => (await WriteAsync(http, 82)).Status == HttpStatusCode.OK, "changes are taken again");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_second_node_is_told_who_has_the_folder_until_that_one_is_killed()
    {
        Directory.CreateDirectory(Data);
        var link = Path.Combine(_folder.Path, "link");
        Directory.CreateSymbolicLink(link, Data);
        await using (var first = NodeProcess.Start(_folder.Path, ["run", .. AnyPort]))
        {
            await first.UntilItServesAsync();

            var (exit, output) = await NodeProcess.RunAsync(
                _folder.Path, null, ["run", "--data", link, .. AnyPort]);

            Assert.Equal(1, exit);
            Assert.Contains($"in use by process {first.Id} on {Environment.MachineName}", output);
            await first.KillAsync();
        }

        await using var second = NodeProcess.Start(_folder.Path, ["run", "--data", link, .. AnyPort]);
        await second.UntilItServesAsync();
    }

    [Theory(Timeout = 180_000)]
    [InlineData("message = CAST('no json at all' AS BLOB)", "no json at all")]
    [InlineData("manifest = 'kettle-boiled.v7'", "(told by a newer node). {")]
    public async Task A_broken_event_stops_its_device_by_name_and_is_still_shown(string damage, string shown)
    {
        await using (var before = NodeProcess.Start(_folder.Path, ["run", .. AnyPort]))
        {
            using var http = await ServingAsync(before);
            Assert.Equal(HttpStatusCode.OK, (await WriteAsync(http, 80)).Status);
            before.Interrupt();
            await before.ExitAsync();
        }

        Execute($"UPDATE journal SET {damage} WHERE persistence_id = '{Stream}' AND sequence_number = 2");
        var newest = Execute($"SELECT max(sequence_number) FROM journal WHERE persistence_id = '{Stream}'");
        await using var node = NodeProcess.Start(_folder.Path, ["run", .. AnyPort]);
        using var client = await ServingAsync(node, "hall1/furnace2");
        JsonElement device = default;
        await NodeClient.UntilAsync(
            async () =>
            {
                using var answer = await client.GetAsync(Furnace);
                if (!answer.IsSuccessStatusCode) return false;
                device = await answer.Content.ReadFromJsonAsync<JsonElement>();
                return device.GetProperty("mode").GetString() == "Faulted";
            },
            "the device is out of service");

        Assert.Contains($"{Stream} number 2 can't be read", device.GetRawText());
        var (status, refusal) = await WriteAsync(client, 81);
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("number 2", refusal);
        var (exit, told) = await NodeProcess.RunAsync(
            _folder.Path, client.BaseAddress, "journal", "hall1/furnace1", "--limit", "1000");
        Assert.True(exit == 0, told);
        Assert.Contains(shown, told);
        Assert.Equal(newest, Execute($"SELECT max(sequence_number) FROM journal WHERE persistence_id = '{Stream}'"));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_node_that_runs_is_saved_and_restored_elsewhere_where_its_devices_wait_for_a_decision()
    {
        await using var node = NodeProcess.Start(_folder.Path, ["run", .. AnyPort]);
        using var http = await ServingAsync(node);
        Assert.Equal(HttpStatusCode.OK, (await WriteAsync(http, 80)).Status);

        var (saved, output) = await NodeProcess.RunAsync(_folder.Path, null, "backup", "saved.db");
        Assert.True(saved == 0, output);
        var (restored, told) = await NodeProcess.RunAsync(
            _folder.Path, null, "restore", "saved.db", "--data", "elsewhere");
        Assert.True(restored == 0, told);
        Assert.Equal(1, (await NodeProcess.RunAsync(
            _folder.Path, null, "restore", "saved.db", "--data", "understudy-data")).ExitCode);

        await using var other = NodeProcess.Start(_folder.Path, ["run", "--data", "elsewhere", .. AnyPort]);
        using var client = new HttpClient { BaseAddress = await other.UntilItServesAsync() };
        Assert.Contains("request-settled", await client.GetStringAsync($"{Furnace}/journal?limit=1000"));
        await NodeClient.UntilAsync(
            async () => (await client.GetFromJsonAsync<JsonElement>("api/v1/devices")).EnumerateArray().All(device =>
                device.GetProperty("administrative") is { ValueKind: JsonValueKind.Object } decided
                && decided.GetProperty("state").GetString() == "Disabled"),
            "every device is disabled");
        var (status, refusal) = await WriteAsync(client, 81);
        Assert.Equal((HttpStatusCode.Conflict, true), (status, refusal.Contains("restored or copied")));
        var enabled = await client.PutAsJsonAsync($"{Furnace}/state", new { state = "Enabled", reason = "it is ours" });
        Assert.True(enabled.IsSuccessStatusCode, await enabled.Content.ReadAsStringAsync());
        await ServesAsync(client, "hall1/furnace1");
        Assert.Equal(HttpStatusCode.OK, (await WriteAsync(client, 82)).Status);
    }

    private static async Task<HttpClient> ServingAsync(NodeProcess node, string device = "hall1/furnace1")
    {
        var http = new HttpClient { BaseAddress = await node.UntilItServesAsync(), Timeout = NodeProcess.WaitMax };
        await ServesAsync(http, device);
        return http;
    }

    private static Task ServesAsync(HttpClient http, string device) => NodeClient.UntilAsync(
        async () =>
        {
            using var answer = await http.GetAsync($"api/v1/devices/{device}");
            return answer.IsSuccessStatusCode
                && (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("mode").GetString() == "Passive";
        },
        $"{device} is served by its driver");

    private static async Task<(HttpStatusCode Status, string Body)> WriteAsync(HttpClient http, int value)
    {
        using var answer = await http.PutAsJsonAsync($"{Furnace}/points/setpoint", new { value });
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(Data, "understudy.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
