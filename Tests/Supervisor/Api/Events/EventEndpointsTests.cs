using System.Net;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api;
using Understudy.Tests.Supervisor.EndToEnd;

namespace Understudy.Tests.Supervisor.Api.Events;

public sealed class EventEndpointsTests(ApiServer api) : IClassFixture<ApiServer>
{
    private Uri Node => api.Http.BaseAddress!;

    [Fact]
    public async Task Events_have_names_ids_and_what_a_reading_has()
    {
        api.Region = Shown;
        using var reader = await EventReader.OpenAsync(Node, "?device=hall1/oven");

        var point = await reader.UntilQualityAsync("temp", "Good");

        Assert.Equal(["mode", "point"], reader.Seen.Select(each => each.Name));
        Assert.Equal(["1", "2"], reader.Seen.Select(each => each.Id!.Split('.')[^1]));
        Assert.Single(reader.Seen.Select(each => each.Id![..each.Id!.LastIndexOf('.')]).Distinct());
        Assert.Equal(
            """
            {"device":"hall1/oven","point":"temp","value":21.5,"unit":"Cel","quality":"Good","status":"Good",
            """,
            point.GetRawText()[..point.GetRawText().IndexOf("\"age\"", StringComparison.Ordinal)]);
        Assert.Equal("Driver", point.GetProperty("servedBy").GetString());
    }

    [Fact]
    public async Task Only_the_points_named_are_told()
    {
        api.Region = Shown;
        using var reader = await EventReader.OpenAsync(Node, "?point=hall1/oven/sp&point=hall1/pump/temp");

        await reader.UntilAsync("point", data => data.GetProperty("device").GetString() == "hall1/pump");
        if (reader.Seen.All(each => each.Data.GetProperty("device").GetString() == "hall1/pump"))
            await reader.UntilAsync("point", data => data.GetProperty("device").GetString() == "hall1/oven");

        var points = reader.Seen.Where(each => each.Name == "point")
            .Select(each => $"{each.Data.GetProperty("device")}/{each.Data.GetProperty("point")}");
        Assert.All(points, point => Assert.Contains(point, (string[])["hall1/oven/sp", "hall1/pump/temp"]));
    }

    [Theory]
    [InlineData("?device=oven", 400, "gateway/device")]
    [InlineData("?device=hall1/none", 404, "hall1/none")]
    [InlineData("?point=hall1", 400, "gateway/device/point")]
    [InlineData("?point=hall1/oven/none", 404, "none")]
    [InlineData("?period=1ms", 400, "period")]
    [InlineData("?period=soon", 400, "period")]
    public async Task What_can_not_be_told_is_refused_by_name(string query, int status, string told)
    {
        var (response, body) = await api.SendAsync(HttpMethod.Get, $"/api/v1/events{query}");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(told, body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_client_too_many_is_told_when_to_try_again_and_has_its_turn_when_another_one_has_gone()
    {
        await using var full = new ApiServer();
        await full.InitializeAsync();
        var readers = new List<EventReader>();
        try
        {
            while (readers.Count < ApiLimits.EventSubscribersMax)
                readers.Add(await EventReader.OpenAsync(full.Http.BaseAddress!, "?point=hall1/oven/temp"));

            using var refused = await full.Http.GetAsync("/api/v1/events");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter?.Delta);

            readers[0].Dispose();
            readers.RemoveAt(0);
            await NodeClient.UntilAsync(
                async () =>
                {
                    using var response = await full.Http.GetAsync(
                        "/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
                    return response.IsSuccessStatusCode;
                },
                "there is room again");
        }
        finally
        {
            readers.ForEach(reader => reader.Dispose());
        }
    }

    internal static object? Shown(object message) => message is ShadowSubscriptions.Subscribe subscribe
        ? new ShadowSubscriptions.Seen(
            subscribe.Device, subscribe.Lease, DeviceMode.Passive, new Incarnation(3), null,
            [Reading("temp", 21.5), Reading("sp", 20.0)])
        : null;

    private static ServedReading Reading(string point, double value) => new(
        new PointId(point), PointValue.Of(value), "Cel", StatusCode.Good, TimeSpan.FromSeconds(1),
        DateTimeOffset.UnixEpoch, ServedBy.Driver);
}
