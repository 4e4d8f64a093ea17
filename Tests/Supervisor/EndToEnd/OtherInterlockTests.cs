using System.Net.Http.Json;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A whole node with two devices: the setpoint of one may be written only while the door of the other is shut.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class OtherInterlockTests : IAsyncLifetime
{
    private const string Setpoint = "devices/hall1/oven/points/sp";
    private static readonly DeviceId Gate = DeviceId.Parse("hall1/gate");
    private static readonly PointId Door = new("door");

    private readonly HttpClient _http = new();
    private readonly ModbusSimulator _simulator = new(PlantFile.Parse(Text(1), "plant.yaml").Plant!.Gateways[0]);
    private NodeUnderTest _node = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator.Start();
        _simulator.SetValue(Gate, Door, PointValue.Of(true));
        _node = await NodeUnderTest.StartAsync(Text(_simulator.Port));
        _http.BaseAddress = new Uri(_node.Address, "/api/v1/");
        await _node.Client.UntilServedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _simulator.DisposeAsync();
        _http.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_killed_driver_of_the_other_device_refuses_the_write_until_it_serves_again()
    {
        await UntilAsync(200);

        using (var killed = await _http.PostAsJsonAsync("devices/hall1/gate/driver/faults", new { kind = "throw" }))
            Assert.True(killed.IsSuccessStatusCode);
        var refused = await UntilAsync(409);
        Assert.Equal("urn:understudy:problem:interlocked", refused.GetProperty("type").GetString());
        var detail = refused.GetProperty("detail").GetString();
        Assert.StartsWith(
            "the interlock 'gate/door equals true' is not known to hold: of 'hall1/gate/door': its driver does not "
            + "serve: ", detail);

        using (var restarted = await _http.PostAsJsonAsync("devices/hall1/gate/driver/restart", new { reason = "" }))
            Assert.True(restarted.IsSuccessStatusCode);
        await UntilAsync(200);

        _simulator.SetValue(Gate, Door, PointValue.Of(false));
        Assert.Contains("does not hold: it is false, Good", (await UntilAsync(409)).GetProperty("detail").GetString());
    }

    private async Task<JsonElement> UntilAsync(int code)
    {
        JsonElement answer = default;
        await NodeClient.UntilAsync(
            async () =>
            {
                using var response = await _http.PutAsJsonAsync(Setpoint, new { value = 5 });
                answer = await response.Content.ReadFromJsonAsync<JsonElement>();
                return (int)response.StatusCode == code;
            },
            $"a write is answered {code}");
        return answer;
    }

    private static string Text(int port) => $$"""
        gateways:
          hall1:
            link: {modbusTcp: "127.0.0.1:{{port}}", responseTime: 250ms, connectTime: 1s}
            scanClasses: {fast: 100ms}
            devices:
              oven: {profile: oven, unit: 1}
              gate: {profile: gate, unit: 2}
        profiles:
          oven:
            class: register
            points:
              sp: {at: holding/0, role: configuration, interlock: {point: gate/door, equals: true} }
          gate:
            class: register
            # One failure is too many, and nobody probes it meanwhile.
            budget: {intensity: 0, probePeriod: 1h}
            points:
              door: {at: discrete/0, scan: fast, staleAfter: 5s}
        """;
}
