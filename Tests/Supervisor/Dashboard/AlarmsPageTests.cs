using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Dashboard.View;

namespace Understudy.Tests.Supervisor.Dashboard;

public sealed class AlarmsPageTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Alarms_are_written_with_state_cause_guidance_and_what_they_concern()
    {
        var text = await TextAsync(WithAlarms, "alarms");
        Assert.Contains("2 unacknowledged, 2 in all", text);
        Assert.Contains("utilities:link-lost High active, unacknowledged for", text);
        Assert.Contains("Connection refused Concerns utilities/chiller", text);
        Assert.Contains("hall1:furnace1:temperature:high", text);
        Assert.Contains("temperature is 812 Cel, above 800 Cel (3 times)", text);
        Assert.Contains("Close the damper.", text);
        Assert.DoesNotContain("no-communication", text);
    }

    [Fact]
    public async Task The_first_page_says_how_many_there_are() =>
        Assert.Contains("2 alarms", await TextAsync(WithAlarms, ""));

    [Fact]
    public async Task Without_alarms_the_page_says_so() =>
        Assert.Contains("No alarms", await TextAsync(SamplePlant.At, "alarms"));

    [Fact]
    public async Task Without_alarms_the_plant_has_a_link_to_them_too() =>
        Assert.Contains("No alarms", await TextAsync(SamplePlant.Empty, ""));

    private static PlantSnapshot WithAlarms(DateTimeOffset now)
    {
        var plant = SamplePlant.At(now);
        return plant with { Gateways = [.. plant.Gateways.Select(gateway => With(gateway, now))] };
    }

    private static GatewayPicture With(GatewayPicture gateway, DateTimeOffset now) => gateway.Id.Value switch
    {
        "utilities" => gateway with
        {
            Alarms =
            [
                new AlarmView(
                    "utilities:link-lost", gateway.Id, null, null, null, AlarmSeverity.High,
                    AlarmState.Unacknowledged, "Connection refused", "Look at the cable.", now.AddMinutes(-3), now, 1),
            ],
            Devices = [.. gateway.Devices.Select(device => With(
                device, "no-communication", AlarmSeverity.Medium, "no link", now, "utilities:link-lost"))],
        },
        "hall1" => gateway with
        {
            Devices =
            [
                With(
                    gateway.Devices[0], "temperature:high", AlarmSeverity.Medium,
                    "temperature is 812 Cel, above 800 Cel", now, null),
                .. gateway.Devices.Skip(1),
            ],
        },
        _ => gateway,
    };

    private static DevicePicture With(
        DevicePicture device,
        string alarm,
        AlarmSeverity severity,
        string message,
        DateTimeOffset now,
        string? cause) =>
        device with
        {
            Status = device.Status! with
            {
                Alarms =
                [
                    new AlarmView(
                        $"{device.Id.Gateway}:{device.Id.Name}:{alarm}", device.Id.Gateway, device.Id, null, null,
                        severity, AlarmState.Unacknowledged, message, "Close the damper.", now.AddMinutes(-1), now, 3,
                        SuppressedBy: cause),
                ],
            },
        };

    private static async Task<string> TextAsync(Func<DateTimeOffset, PlantSnapshot> picture, string path)
    {
        await using var node = await DashboardNode.StartAsync(picture);
        return PageText.Of(await Http.GetStringAsync(new Uri(node.Url, path)));
    }
}
