using System.Collections.Immutable;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.Supervisor.Api;

public sealed class AlarmEndpointsTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_worst_comes_first_and_what_follows_from_another_is_its_consequence()
    {
        Answers(
            Alarm("hall1:link-lost", AlarmSeverity.High, AlarmState.Acknowledged),
            Alarm("hall1:oven:temp:high", AlarmSeverity.Medium, AlarmState.Unacknowledged),
            Alarm("hall1:oven:held-differences", AlarmSeverity.High, AlarmState.ReturnedUnacknowledged),
            Alarm("hall1:oven:no-communication", AlarmSeverity.Medium, AlarmState.Unacknowledged) with
            {
                SuppressedBy = "hall1:link-lost",
            });

        var list = await ListAsync();

        Assert.Equal(
            ["hall1:oven:temp:high", "hall1:oven:held-differences", "hall1:link-lost"], Ids(list));
        Assert.Equal(
            ["hall1/oven"],
            list.GetProperty("alarms")[2].GetProperty("consequences").EnumerateArray()
                .Select(each => each.GetString()));
        Assert.Equal(["hall1/pump"], list.GetProperty("silent").EnumerateArray().Select(each => each.GetString()));
    }

    [Theory]
    [InlineData("?severity=high", 1)]
    [InlineData("?unacknowledged=true", 1)]
    [InlineData("?active=true", 2)]
    [InlineData("?active=false", 0)]
    [InlineData("?area=north", 1)]
    [InlineData("?all=true", 4)]
    [InlineData("?limit=1", 1)]
    public async Task Alarms_are_chosen_by_what_is_asked(string query, int count)
    {
        Answers(
            Alarm("hall1:link-lost", AlarmSeverity.High, AlarmState.Acknowledged),
            Alarm("hall1:oven:temp:high", AlarmSeverity.Medium, AlarmState.Unacknowledged) with { Area = "north" },
            Alarm("hall1:oven:temp:low", AlarmSeverity.Low, AlarmState.Unacknowledged) with
            {
                ShelvedUntil = Time,
                ShelvedBy = "ann",
                ShelvedFor = "noise",
            },
            Alarm("hall1:oven:temp:high-high", AlarmSeverity.High, AlarmState.Unacknowledged) with
            {
                IsOutOfService = true,
            });
        Assert.Equal(count, Ids(await ListAsync(query)).Count);
    }

    [Theory]
    [InlineData("?severity=hot")]
    [InlineData("?active=maybe")]
    [InlineData("?limit=0")]
    [InlineData("?limit=5001")]
    public async Task A_wrong_choice_is_a_problem_that_names_it(string query)
    {
        var (response, body) = await api.SendAsync(HttpMethod.Get, $"/api/v1/alarms{query}");
        Assert.Equal(400, (int)response.StatusCode);
        Assert.StartsWith($"{query[1..query.IndexOf('=')]}:", body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_order_goes_to_whose_alarm_it_is_with_who_gave_it()
    {
        object? asked = null;
        api.Region = message =>
        {
            asked = message;
            return new ShadowReplies.AlarmAnswered("x", new RequestId("r"), AlarmState.Acknowledged, "acknowledged");
        };

        var (response, body) = await api.SendAsync(
            HttpMethod.Post, "/api/v1/alarms/hall1:oven:temp:high/acknowledge", """{"comment":"on my way"}""");
        var device = Assert.IsType<ShadowCommands.ChangeAlarm>(asked);
        await api.SendAsync(
            HttpMethod.Post, "/api/v1/alarms/hall1:link-lost/shelve", """{"for":"1h","reason":"cable"}""");
        var gateway = Assert.IsType<GatewayCommands.ChangeAlarm>(asked);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("Acknowledged", body.GetProperty("state").GetString());
        Assert.Equal(("hall1/oven", "temp:high", AlarmOrder.Acknowledge, "on my way"),
            (device.Device.ToString(), device.Alarm, device.Order, device.Comment));
        Assert.StartsWith("api ", device.Principal);
        Assert.Equal(("link-lost", AlarmOrder.Shelve, "cable", TimeSpan.FromHours(1)),
            (gateway.Alarm, gateway.Order, gateway.Comment, gateway.For!.Value));
    }

    [Theory]
    [InlineData("hall1:link-lost/shelve", """{"for":"1h"}""", 400)]
    [InlineData("hall1:link-lost/shelve", """{"for":"30s","reason":"x"}""", 400)]
    [InlineData("hall1:link-lost/shelve", """{"for":"25h","reason":"x"}""", 400)]
    [InlineData("nowhere:link-lost/acknowledge", "{}", 404)]
    [InlineData("hall1:no-such-device:faulted/acknowledge", "{}", 404)]
    [InlineData("nonsense/acknowledge", "{}", 404)]
    public async Task An_order_that_makes_no_sense_is_refused(string path, string json, int status)
    {
        api.Region = _ => throw new InvalidOperationException("Nobody is asked.");
        var (response, _) = await api.SendAsync(HttpMethod.Post, $"/api/v1/alarms/{path}", json);
        Assert.Equal(status, (int)response.StatusCode);
    }

    private static AlarmView Alarm(string id, AlarmSeverity severity, AlarmState state) => new(
        id, new GatewayId("hall1"), id.Split(':').Length > 2 ? ApiServer.Oven : null, null, null, severity, state,
        "too high", "look", Time, Time, 1);

    private static List<string> Ids(JsonElement list) =>
        [.. list.GetProperty("alarms").EnumerateArray().Select(alarm => alarm.GetProperty("id").GetString()!)];

    private void Answers(params ImmutableArray<AlarmView> alarms) => api.Region =
        message => message is ShadowQueries.GetGateway gateway
            ? new ShadowReplies.GatewayStatus(
                gateway.Gateway, true, "modbusTcp 127.0.0.1:1502", true, null, "n1",
                [
                    PointEndpointsTests.Device() with
                    {
                        Alarms = [.. alarms.Where(alarm => alarm.Device is not null)],
                    },
                ],
                [.. alarms.Where(alarm => alarm.Device is null)])
            : null;

    private async Task<JsonElement> ListAsync(string query = "")
    {
        var (response, body) = await api.SendAsync(HttpMethod.Get, $"/api/v1/alarms{query}");
        Assert.Equal(200, (int)response.StatusCode);
        return body;
    }
}
