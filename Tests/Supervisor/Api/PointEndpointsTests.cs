using System.Collections.Immutable;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.Supervisor.Api;

public sealed class PointEndpointsTests(ApiServer api) : IClassFixture<ApiServer>
{
    private const string Points = "/api/v1/devices/hall1/oven/points/";

    [Fact]
    public async Task A_reading_is_told_with_all_that_is_known_of_it()
    {
        ShadowCommands.ReadPoints? asked = null;
        api.Region = message => Read(
            asked = (ShadowCommands.ReadPoints)message,
            PointValue.Of(21.0),
            StatusCode.Good,
            TimeSpan.FromSeconds(1.5));

        var (response, body) = await api.SendAsync(HttpMethod.Get, Points + "temp?maxAge=2s&timeout=0.25");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("temp", body.GetProperty("point").GetString());
        Assert.Equal("21.0", body.GetProperty("value").GetRawText());
        Assert.Equal("Cel", body.GetProperty("unit").GetString());
        Assert.Equal("Good", body.GetProperty("quality").GetString());
        Assert.Equal("Good", body.GetProperty("status").GetString());
        Assert.Equal(1.5, body.GetProperty("age").GetDouble());
        Assert.Equal(DateTimeOffset.UnixEpoch, body.GetProperty("sourceTime").GetDateTimeOffset());
        Assert.Equal("Driver", body.GetProperty("servedBy").GetString());
        Assert.Equal(asked!.Request.Value, body.GetProperty("requestId").GetString());
        Assert.Equal(TimeSpan.FromSeconds(2), asked.MaxAge);
        Assert.Equal(TimeSpan.FromMilliseconds(250), asked.Timeout);
        Assert.StartsWith("api 127.0.0.1", asked.Principal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_something_was_added_to_says_so()
    {
        var overlay = new AppliedOverlay(PointValue.Of(1000), PointValue.Of(5));
        api.Region = message => Read(
            (ShadowCommands.ReadPoints)message, PointValue.Of(1005), StatusCode.Good, TimeSpan.Zero, overlay);
        var (_, body) = await api.SendAsync(HttpMethod.Get, Points + "energy");
        Assert.Equal("""{"offset":1000,"raw":5}""", body.GetProperty("overlay").GetRawText());

        api.Region = message => Read(
            (ShadowCommands.ReadPoints)message, PointValue.Of(5), StatusCode.Good, TimeSpan.Zero,
            overlay with { Offset = PointValue.Of(0) });
        (_, body) = await api.SendAsync(HttpMethod.Get, Points + "energy");
        Assert.False(body.TryGetProperty("overlay", out _));
    }

    [Fact]
    public async Task A_bad_reading_is_an_answer_unless_a_good_one_is_required()
    {
        api.Region = message => Read((ShadowCommands.ReadPoints)message, null, StatusCode.BadNoCommunication, null);

        var (response, body) = await api.SendAsync(HttpMethod.Get, Points + "temp");
        var (required, problem) = await api.SendAsync(HttpMethod.Get, Points + "temp?require=good");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(JsonValueKind.Null, body.GetProperty("value").ValueKind);
        Assert.Equal(JsonValueKind.Null, body.GetProperty("age").ValueKind);
        Assert.Equal("Bad", body.GetProperty("quality").GetString());
        Assert.Equal("NoCommunication", body.GetProperty("status").GetString());
        Assert.Equal(503, (int)required.StatusCode);
        Assert.NotNull(required.Headers.RetryAfter);
        Assert.EndsWith("not-good", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sp", "21", ValueKind.Real)]
    [InlineData("sp", "21.5", ValueKind.Real)]
    [InlineData("count", "21", ValueKind.Integer)]
    [InlineData("count", "21.0", ValueKind.Integer)]
    [InlineData("count", "21.5", ValueKind.Real)]
    [InlineData("count", "true", ValueKind.Boolean)]
    [InlineData("sp", "\"x\"", ValueKind.Text)]
    [InlineData("sp", "{\"real\":\"NaN\"}", ValueKind.Real)]
    [InlineData("count", "9007199254740993", ValueKind.Integer)]
    [InlineData("count", "9007199254740994.0", ValueKind.Real)]
    [InlineData("state", "1", ValueKind.Text)]
    [InlineData("state", "1.0", ValueKind.Text)]
    [InlineData("state", "7", ValueKind.Integer)]
    [InlineData("state", "7.5", ValueKind.Real)]
    [InlineData("ramp", "{\"time\":1}", ValueKind.Structure)]
    public async Task A_number_becomes_the_kind_that_its_point_has(string point, string json, ValueKind kind)
    {
        ShadowCommands.Mutate? asked = null;
        api.Region = message => Confirmed(asked = (ShadowCommands.Mutate)message);

        await api.SendAsync(HttpMethod.Put, Points + point, $$"""{"value":{{json}}}""");

        Assert.Equal(kind, Assert.IsType<WriteOperation>(asked?.Operation).Value.Kind);
    }

    [Fact]
    public async Task A_structure_has_its_fields_in_the_declared_order_and_of_the_declared_kinds()
    {
        ShadowCommands.Mutate? asked = null;
        api.Region = message => Confirmed(asked = (ShadowCommands.Mutate)message);

        await api.SendAsync(HttpMethod.Put, Points + "ramp", """{"value":{"x":1,"time":2.0,"target":3}}""");

        Assert.Equal(
            [("target", ValueKind.Real), ("time", ValueKind.Integer), ("x", ValueKind.Integer)],
            Assert.IsType<WriteOperation>(asked?.Operation).Value.AsStructure.Fields
                .Select(field => (field.Key, field.Value.Kind)));
    }

    [Fact]
    public async Task The_key_of_the_client_is_the_request()
    {
        ShadowCommands.Mutate? asked = null;
        api.Region = message => Confirmed(asked = (ShadowCommands.Mutate)message);

        await api.SendAsync(HttpMethod.Put, Points + "sp", """{"value":1}""", key: "mine-1");
        Assert.True(asked is { Keyed: true, Request.Value: "mine-1" });

        await api.SendAsync(HttpMethod.Put, Points + "sp", """{"value":1}""");
        Assert.True(asked is { Keyed: false });
    }

    [Fact]
    public async Task A_write_without_an_answer_is_indeterminate()
    {
        api.Region = _ => null;

        var (response, body) = await api.SendAsync(HttpMethod.Put, Points + "sp?timeout=50ms", """{"value":1}""", "k");

        Assert.Equal(504, (int)response.StatusCode);
        Assert.Equal("Indeterminate", body.GetProperty("verdict").GetString());
        Assert.Equal("k", body.GetProperty("requestId").GetString());
    }

    [Theory]
    [InlineData("_mode", "\"Active\"")]
    [InlineData("_incarnation", "7")]
    [InlineData("_lastError", "\"no answer\"")]
    [InlineData("_queueLength", "2")]
    [InlineData("_recoveries", "3")]
    [InlineData("_lastGood", "null")]
    [InlineData("_state", "\"Enabled\"")]
    [InlineData("_lock", "null")]
    public async Task Reserved_points_tell_how_the_device_is_served(string point, string value)
    {
        api.Region = _ => Device();

        var (response, body) = await api.SendAsync(HttpMethod.Get, Points + point);
        var (written, problem) = await api.SendAsync(HttpMethod.Put, Points + point, """{"value":1}""");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(value, body.GetProperty("value").GetRawText());
        Assert.Equal(422, (int)written.StatusCode);
        Assert.EndsWith("not-writable", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_decided_is_not_told_before_it_is_known()
    {
        api.Region = _ => Device() with { Administrative = null };

        var (_, state) = await api.SendAsync(HttpMethod.Get, Points + "_state");
        var (_, device) = await api.SendAsync(HttpMethod.Get, "/api/v1/devices/hall1/oven");

        Assert.Equal("null", state.GetProperty("value").GetRawText());
        Assert.Equal("Bad", state.GetProperty("quality").GetString());
        Assert.Equal("null", device.GetProperty("administrative").GetRawText());
    }

    [Theory]
    [InlineData("GET", "/api/v1/devices/hall1/nope/points/temp", 404)]
    [InlineData("GET", "/api/v1/devices/nope/oven/points/temp", 404)]
    [InlineData("GET", "/api/v1/devices/hall1/oven/points/_nope", 404)]
    [InlineData("GET", Points + "temp?timeout=61", 400)]
    [InlineData("GET", Points + "temp?timeout=0", 400)]
    [InlineData("GET", Points + "temp?timeout=soon", 400)]
    [InlineData("GET", Points + "temp?maxAge=-1", 400)]
    [InlineData("GET", Points + "temp?maxAge=NaN", 400)]
    [InlineData("GET", Points + "temp?timeout=NaN", 400)]
    [InlineData("GET", Points + "temp?require=best", 400)]
    [InlineData("PUT", Points + "sp", 400, "{")]
    [InlineData("PUT", Points + "sp", 400, "{}")]
    [InlineData("PUT", Points + "sp", 400, "{\"value\":[1]}")]
    [InlineData("DELETE", Points + "sp", 405)]
    [InlineData("GET", "/api/v1/nothing", 404)]
    public async Task What_is_wrong_is_a_problem_that_names_it(
        string method, string path, int status, string? json = null)
    {
        api.Region = _ => Device();

        var (response, body) = await api.SendAsync(new HttpMethod(method), path, json);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(status, body.GetProperty("status").GetInt32());
        Assert.NotEmpty(body.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        var (response, _) = await api.SendAsync(
            HttpMethod.Put, Points + "sp", $$"""{"value":"{{new string('x', 100_000)}}"}""");

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        var (response, _) = await api.SendAsync(HttpMethod.Put, Points + "sp", """{"value":1}""", new string('k', 129));

        Assert.Equal(400, (int)response.StatusCode);
    }

    internal static ShadowReplies.DeviceStatus Device() => new(
        ApiServer.Oven,
        "eurotherm",
        DeviceMode.Active,
        RecoveryStage.Reinitialise,
        DateTimeOffset.UnixEpoch,
        "link lost",
        new Incarnation(7),
        3,
        "no answer",
        null,
        1,
        2,
        true,
        [],
        [])
    {
        Administrative = AdministrativeStatus.Enabled,
    };

    internal static ShadowReplies.RequestStatus Confirmed(ShadowCommands.Mutate mutate) => new(
        mutate.Device,
        mutate.Request,
        mutate.Operation,
        Verdict.Confirmed,
        null,
        ServedBy.Driver,
        DateTimeOffset.UnixEpoch);

    private static ShadowReplies.PointsRead Read(
        ShadowCommands.ReadPoints asked,
        PointValue? value,
        StatusCode status,
        TimeSpan? age,
        AppliedOverlay? overlay = null) => new(
        asked.Device,
        asked.Request,
        [
            new ServedReading(
                asked.Points[0], value, "Cel", status, age, DateTimeOffset.UnixEpoch, ServedBy.Driver, overlay),
        ]);
}
