using System.Collections.Immutable;
using System.Net.Http;
using System.Text;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.Supervisor.Api;

public sealed class DifferenceEndpointsTests(ApiServer api) : IClassFixture<ApiServer>
{
    private const string Restore = "/api/v1/devices/hall1/oven/restore";
    private static readonly PointId Sp = new("sp");
    private readonly List<object> _asked = [];

    [Fact]
    public async Task Held_differences_are_listed()
    {
        Has(20);
        var (response, list) = await api.SendAsync(HttpMethod.Get, Restore);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(
            ("sp", 21, 20),
            (list[0].GetProperty("point").GetString(), list[0].GetProperty("recorded").GetInt32(),
                list[0].GetProperty("actual").GetInt32()));
    }

    [Fact]
    public async Task Applying_writes_the_recorded_value()
    {
        Has(20);
        var (response, list) = await api.SendAsync(HttpMethod.Post, Restore, """{"action":"Apply"}""");
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(21, list[0].GetProperty("value").GetInt32());
        var write = Assert.Single(_asked.OfType<ShadowCommands.Mutate>());
        Assert.Equal(new WriteOperation(Sp, PointValue.Of(21)), write.Operation);
    }

    [Fact]
    public async Task Adopting_records_what_was_read_just_now()
    {
        Has(20);
        var (response, _) = await api.SendAsync(
            HttpMethod.Post, Restore, """{"action":"Adopt","points":["sp"]}""");
        Assert.Equal(200, (int)response.StatusCode);
        var adopt = Assert.Single(_asked.OfType<ShadowCommands.AdoptSetting>());
        Assert.Equal((Sp, PointValue.Of(20)), (adopt.Point, adopt.Value));
        Assert.Empty(_asked.OfType<ShadowCommands.Mutate>());
    }

    [Theory]
    [InlineData("Apply")]
    [InlineData("Adopt")]
    public async Task What_changed_since_it_was_shown_is_a_conflict_and_nothing_is_done(string action)
    {
        Has(19);
        var (response, body) = await api.SendAsync(HttpMethod.Post, Restore, $$"""{"action":"{{action}}"}""");
        Assert.Equal(409, (int)response.StatusCode);
        Assert.StartsWith("sp: the device has 19", body.GetProperty("problems")[0].GetString());
        Assert.Empty(_asked.OfType<ShadowCommands.Mutate>());
        Assert.Empty(_asked.OfType<ShadowCommands.AdoptSetting>());
    }

    [Fact]
    public async Task A_setting_that_is_not_held_is_named()
    {
        Has(20);
        var (response, body) = await api.SendAsync(
            HttpMethod.Post, Restore, """{"action":"Adopt","points":["temp"]}""");
        Assert.Equal(409, (int)response.StatusCode);
        Assert.StartsWith("temp: no difference", body.GetProperty("problems")[0].GetString());
    }

    [Fact]
    public async Task Nothing_is_compared_with_a_value_that_is_only_remembered()
    {
        Has(20, ServedBy.ShadowRespond, StatusCode.UncertainLastUsableValue);
        var (response, _) = await api.SendAsync(HttpMethod.Post, Restore, """{"action":"Apply"}""");
        Assert.Equal(409, (int)response.StatusCode);
        Assert.Empty(_asked.OfType<ShadowCommands.Mutate>());
    }

    [Fact]
    public async Task Under_the_same_key_it_is_answered_as_the_first_time_and_not_done_again()
    {
        Has(20);
        var (_, first) = await api.SendAsync(HttpMethod.Post, Restore, """{"action":"Adopt"}""", key: "k");
        Assert.Single(_asked.OfType<ShadowCommands.AdoptSetting>());
        var kept = _asked.OfType<ShadowCommands.KeepAnswer>().Last();
        Assert.NotNull(kept.Answer);

        _asked.Clear();
        api.Region = message =>
        {
            _asked.Add(message);
            return message is ShadowCommands.KeepAnswer { Answer: null } keep && keep.Asked == kept.Asked
                ? new ShadowReplies.Done(keep.Device, keep.Request, kept.Answer!)
                : null;
        };
        var (response, again) = await api.SendAsync(HttpMethod.Post, Restore, """{"action":"Adopt"}""", key: "k");
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(first.ToString(), again.ToString());
        Assert.Single(_asked);
    }

    [Fact]
    public async Task The_key_of_another_order_is_refused()
    {
        api.Region = message => message is ShadowCommands.KeepAnswer keep
            ? new ShadowReplies.Refused("k", RefusalKind.KeyReused, "another order", ServedBy.ShadowCheck)
            : null;
        var (response, _) = await api.SendAsync(HttpMethod.Post, Restore, """{"action":"Apply"}""", key: "k");
        Assert.Equal(422, (int)response.StatusCode);
    }

    [Fact]
    public async Task An_order_without_an_action_is_refused()
    {
        Has(20);
        var (response, _) = await api.SendAsync(HttpMethod.Post, Restore, "{}");
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_quarantine_is_listed_and_lifted()
    {
        Has(20);
        var (_, list) = await api.SendAsync(HttpMethod.Get, "/api/v1/devices/hall1/oven/quarantine");
        Assert.Equal("read:temp", list[0].GetProperty("id").GetString());
        var (response, _) = await api.SendAsync(
            HttpMethod.Delete, "/api/v1/devices/hall1/oven/quarantine/read:temp");
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("read:temp", Assert.Single(_asked.OfType<ShadowCommands.LiftQuarantine>()).Quarantined);
    }

    [Fact]
    public async Task Who_holds_the_lock_applies_adopts_and_lifts()
    {
        Has(20);
        await SendLockedAsync(HttpMethod.Post, Restore, """{"action":"Apply"}""");
        await SendLockedAsync(HttpMethod.Post, Restore, """{"action":"Adopt"}""");
        await SendLockedAsync(HttpMethod.Delete, "/api/v1/devices/hall1/oven/quarantine/read:temp", null);
        var proof = Assert.Single(_asked.OfType<ShadowCommands.Mutate>()).Lock;
        Assert.NotNull(proof);
        Assert.Equal(proof, Assert.Single(_asked.OfType<ShadowCommands.AdoptSetting>()).Lock);
        Assert.Equal(proof, Assert.Single(_asked.OfType<ShadowCommands.LiftQuarantine>()).Lock);
    }

    [Theory]
    [InlineData("Apply")]
    [InlineData("Adopt")]
    public async Task Under_the_lock_of_another_nothing_is_resolved(string action)
    {
        Has(20);
        var served = api.Region;
        api.Region = message => message is ShadowCommands.Mutate or ShadowCommands.AdoptSetting
            ? new ShadowReplies.Refused(
                "hall1/oven", RefusalKind.Locked, "locked by ann until noon", ServedBy.ShadowCheck)
            : served(message);
        var (response, body) = await api.SendAsync(HttpMethod.Post, Restore, $$"""{"action":"{{action}}"}""");
        Assert.Equal(423, (int)response.StatusCode);
        Assert.Contains("locked by ann", body.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData(Verdict.NotExecuted)]
    [InlineData(Verdict.Indeterminate)]
    public async Task A_request_in_quarantine_has_a_status_of_its_own(Verdict verdict)
    {
        api.Region = message => new ShadowReplies.RequestStatus(
            DeviceId.Parse("hall1/oven"), ((ShadowCommands.Mutate)message).Request,
            ((ShadowCommands.Mutate)message).Operation, verdict, $"{VerdictReason.Quarantined}: it broke the driver",
            ServedBy.ShadowRespond, DateTimeOffset.UnixEpoch);
        var (response, body) = await api.SendAsync(
            HttpMethod.Put, "/api/v1/devices/hall1/oven/points/sp", """{"value":1}""", key: "k1");
        Assert.Equal(424, (int)response.StatusCode);
        Assert.Equal(verdict.ToString(), body.GetProperty("verdict").GetString());
    }

    private async Task SendLockedAsync(HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Lock-Token", "0123456789abcdef");
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await api.Http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
    }

    /// <summary>20 is shown of a held setting; this is what reading gives.</summary>
    private void Has(long value, ServedBy servedBy = ServedBy.Driver, StatusCode? status = null) =>
        api.Region = message =>
        {
            _asked.Add(message);
            return message switch
            {
                ShadowQueries.GetDevice => PointEndpointsTests.Device() with
                {
                    Held = [new HeldDifference(Sp, PointValue.Of(21), PointValue.Of(20), "conflict")],
                    Quarantine = [new Quarantined("read:temp", "read temp", DateTimeOffset.UnixEpoch, "boom", "1")],
                },
                ShadowCommands.ReadPoints read => new ShadowReplies.PointsRead(
                    read.Device, read.Request,
                    [
                        new ServedReading(
                            Sp, PointValue.Of(value), "1", status ?? StatusCode.Good, TimeSpan.Zero,
                            DateTimeOffset.UnixEpoch, servedBy),
                    ]),
                ShadowCommands.Mutate mutate => PointEndpointsTests.Confirmed(mutate),
                ShadowCommands.AdoptSetting adopt => new ShadowReplies.Done(adopt.Device, adopt.Request, "done"),
                ShadowCommands.KeepAnswer keep => new ShadowReplies.Done(
                    keep.Device, keep.Request, keep.Answer ?? ""),
                ShadowCommands.LiftQuarantine lift => new ShadowReplies.Done(lift.Device, lift.Request, "done"),
                _ => null,
            };
        };
}
