using System.Net.Http.Json;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;
using Understudy.Tests.Peers;
using Understudy.Tests.Supervisor.Alarms.Webhook;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A whole node and a simulator of three devices behind one link.</summary>
[Collection(AloneCollection.Name)]
public sealed class AlarmTests : IAsyncLifetime
{
    private const string High = "hall1:oven:level:high";
    private static readonly DeviceId Oven = DeviceId.Parse("hall1/oven");

    private readonly ModbusSimulator _simulator = new(
        PlantFile.Parse(AlarmPlant.Text(1), "plant.yaml").Plant!.Gateways[0]);
    private readonly HttpClient _http = new();
    private CuttableProxy _cable = null!;
    private WebhookReceiver _receiver = null!;
    private NodeUnderTest _node = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator.Start();
        foreach (var name in (string[])["oven", "bath", "pump"]) Level(name, 20);
        _cable = new CuttableProxy(_simulator.Port);
        _receiver = await WebhookReceiver.StartAsync();
        _node = await NodeUnderTest.StartAsync(AlarmPlant.Text(_cable.Port), options => options with
        {
            AlarmWebhook = _receiver.Address.ToString(),
            AlarmWebhookSecret = "a secret of some length",
        });
        _http.BaseAddress = new Uri(_node.Address, "/api/v1/");
        await _node.Client.UntilServedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _receiver.DisposeAsync();
        await _cable.DisposeAsync();
        await _simulator.DisposeAsync();
        _http.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_pulled_link_with_three_devices_is_exactly_one_active_alarm()
    {
        await _cable.PullAsync();
        await UntilAsync(alarms => alarms.Count == 1, "there is an alarm");
        // Longer than a device of its own would take to be one.
        await Task.Delay(TimeSpan.FromSeconds(11));

        var alarm = Assert.Single(await ListAsync());
        Assert.Equal("hall1:link-lost", alarm.GetProperty("id").GetString());
        Assert.True(alarm.GetProperty("active").GetBoolean());
        Assert.Equal(
            ["hall1/bath", "hall1/oven", "hall1/pump"],
            alarm.GetProperty("consequences").EnumerateArray().Select(device => device.GetString()));
        Assert.Equal(4, (await ListAsync("?all=true")).Count);
        var notice = Assert.Single(_receiver.Requests);
        Assert.Contains("hall1:link-lost", notice.Text);

        await OrderAsync("hall1:link-lost", "acknowledge");
        _cable.PlugIn();
        await UntilAsync(alarms => alarms.Count == 0, "the alarm is cleared");
        Assert.Equal(3, (await _receiver.UntilAsync(3)).Count);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_limit_alarm_is_raised_told_acknowledged_and_cleared_and_all_of_it_is_on_record()
    {
        using var events = await EventReader.OpenAsync(_node.Address, "?device=hall1/oven");
        Level("oven", 81);
        var told = await events.UntilAsync("alarm", _ => true);
        Assert.Equal("Raised", told.GetProperty("what").GetString());
        Assert.Equal(High, told.GetProperty("alarm").GetProperty("id").GetString());
        var alarm = Assert.Single(await ListAsync("?severity=high&area=north&unacknowledged=true"));
        Assert.Equal("level is 81 %, above 80 %", alarm.GetProperty("message").GetString());
        Assert.Equal("Open the drain.", alarm.GetProperty("guidance").GetString());

        Assert.Equal("Acknowledged", await OrderAsync(High, "acknowledge"));
        Level("oven", 76);
        await events.UntilAsync(
            "point", point => point.GetProperty("value") is { ValueKind: JsonValueKind.Number } value
                && value.GetDouble() == 76);
        Assert.Single(await ListAsync());
        Level("oven", 20);
        await UntilAsync(alarms => alarms.Count == 0, "the alarm is cleared");

        var journal = (await _node.Client.JournalAsync()).Where(line => line.Kind.StartsWith("alarm-")).ToList();
        Assert.Equal(["alarm-raised", "alarm-acknowledged", "alarm-returned"], journal.Select(line => line.Kind));
        var acknowledged = journal[1].Event.GetProperty("note");
        Assert.StartsWith("api ", acknowledged.GetProperty("principal").GetString());
        Assert.Equal("on my way", acknowledged.GetProperty("comment").GetString());
        Assert.Equal("Normal", journal[2].Event.GetProperty("note").GetProperty("state").GetString());
        var notices = await _receiver.UntilAsync(3);
        Assert.Equal(
            ["Raised", "Acknowledged", "Returned"],
            notices.Select(notice => JsonDocument.Parse(notice.Body).RootElement.GetProperty("what").GetString()));
        Assert.Distinct(notices.Select(notice => notice.Id));
    }

    private void Level(string device, long percent) =>
        _simulator.SetValue(new DeviceId(Oven.Gateway, device), new PointId("level"), PointValue.Of(percent));

    private async Task<List<JsonElement>> ListAsync(string query = "") =>
        [.. (await _node.Client.GetAsync($"alarms{query}")).GetProperty("alarms").EnumerateArray()];

    private Task UntilAsync(Predicate<List<JsonElement>> holds, string what) =>
        NodeClient.UntilAsync(async () => holds(await ListAsync()), what);

    private async Task<string?> OrderAsync(string alarm, string order)
    {
        using var response = await _http.PostAsJsonAsync($"alarms/{alarm}/{order}", new { comment = "on my way" });
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return body.GetProperty("state").GetString();
    }
}
