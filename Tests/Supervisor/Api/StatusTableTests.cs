using System.Net.Http;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Endpoints;
using Understudy.Supervisor.Manager;

namespace Understudy.Tests.Supervisor.Api;

/// <summary>Every refusal and every verdict has the status written here; a new one without a row fails.</summary>
public sealed class StatusTableTests(ApiServer api) : IClassFixture<ApiServer>
{
    private const string Point = "/api/v1/devices/hall1/oven/points/sp";

    private static readonly Dictionary<RefusalKind, (int Status, string Type)> OfRefusal = new()
    {
        [RefusalKind.UnknownGateway] = (404, "unknown-gateway"),
        [RefusalKind.UnknownDevice] = (404, "unknown-device"),
        [RefusalKind.UnknownPoint] = (404, "unknown-point"),
        [RefusalKind.UnknownCommand] = (404, "unknown-command"),
        [RefusalKind.UnknownRequest] = (404, "unknown-request"),
        [RefusalKind.UnknownAlarm] = (404, "unknown-alarm"),
        [RefusalKind.AlarmStillActive] = (409, "alarm-still-active"),
        [RefusalKind.NotWritable] = (422, "not-writable"),
        [RefusalKind.InvalidValue] = (422, "invalid-value"),
        [RefusalKind.RateExceeded] = (422, "rate-exceeded"),
        [RefusalKind.Interlocked] = (409, "interlocked"),
        [RefusalKind.KeyReused] = (422, "key-reused"),
        [RefusalKind.Busy] = (503, "busy"),
        [RefusalKind.JournalUnavailable] = (503, "journal-unavailable"),
        [RefusalKind.JournalUnreadable] = (500, "journal-unreadable"),
        [RefusalKind.JournalConflict] = (409, "journal-conflict"),
        [RefusalKind.NotReady] = (503, "not-ready"),
        [RefusalKind.NotOwner] = (503, "not-owner"),
        [RefusalKind.DrillsNotAllowed] = (403, "drills-not-allowed"),
        [RefusalKind.UnknownQuarantine] = (404, "unknown-quarantine"),
        [RefusalKind.HeldChanged] = (409, "held-changed"),
        [RefusalKind.DeadlinePassed] = (504, "deadline-passed"),
        [RefusalKind.OutOfService] = (409, "out-of-service"),
        [RefusalKind.Locked] = (423, "locked"),
    };

    /// <summary>Who answers so has not looked for the key, which may have been executed before.</summary>
    private static readonly RefusalKind[] WithoutHistory =
        [RefusalKind.NotReady, RefusalKind.NotOwner, RefusalKind.JournalUnreadable, RefusalKind.JournalConflict];

    private static readonly Dictionary<Verdict, int> OfVerdict = new()
    {
        [Verdict.NotExecuted] = 503,
        [Verdict.Accepted] = 202,
        [Verdict.Sent] = 202,
        [Verdict.Confirmed] = 200,
        [Verdict.Rejected] = 422,
        [Verdict.Indeterminate] = 504,
    };

    private static readonly Dictionary<PlantRefusal, int> OfPlantRefusal = new()
    {
        [PlantRefusal.BadPlant] = 422,
        [PlantRefusal.JournalUnavailable] = 503,
        [PlantRefusal.InDoubt] = 504,
        [PlantRefusal.Busy] = 503,
    };

    public static TheoryData<RefusalKind> Refusals => [.. Enum.GetValues<RefusalKind>()];

    public static TheoryData<Verdict> Verdicts => [.. Enum.GetValues<Verdict>()];

    public static TheoryData<PlantRefusal> PlantRefusals => [.. Enum.GetValues<PlantRefusal>()];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refused_write_is_a_problem_with_its_status(RefusalKind kind)
    {
        api.Region = _ => new ShadowReplies.Refused("hall1/oven", kind, "because", ServedBy.ShadowBusy);

        var (response, body) = await api.SendAsync(HttpMethod.Put, Point, """{"value":1}""", key: "k1");

        Assert.Equal(OfRefusal[kind].Status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"urn:understudy:problem:{OfRefusal[kind].Type}", body.GetProperty("type").GetString());
        Assert.Equal(OfRefusal[kind].Status, body.GetProperty("status").GetInt32());
        Assert.NotEmpty(body.GetProperty("title").GetString()!);
        Assert.Equal("because", body.GetProperty("detail").GetString());
        Assert.Equal(Point, body.GetProperty("instance").GetString());
        Assert.Equal(!WithoutHistory.Contains(kind), body.TryGetProperty("verdict", out var verdict));
        if (!WithoutHistory.Contains(kind)) Assert.Equal("NotExecuted", verdict.GetString());
        Assert.Equal("k1", body.GetProperty("requestId").GetString());
        Assert.Equal("ShadowBusy", body.GetProperty("servedBy").GetString());
        Assert.Equal(OfRefusal[kind].Status == 503, response.Headers.RetryAfter is not null);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refused_read_has_the_same_status_and_no_verdict(RefusalKind kind)
    {
        api.Region = _ => new ShadowReplies.Refused("hall1/oven", kind, "because", ServedBy.ShadowBusy);

        var (response, body) = await api.SendAsync(HttpMethod.Get, Point);

        Assert.Equal(OfRefusal[kind].Status, (int)response.StatusCode);
        Assert.False(body.TryGetProperty("verdict", out _));
    }

    [Theory]
    [MemberData(nameof(Verdicts))]
    public async Task A_verdict_has_its_status(Verdict verdict)
    {
        api.Region = message => Status(message, verdict, "because");

        var (response, body) = await api.SendAsync(HttpMethod.Put, Point, """{"value":1}""", key: "k2");

        Assert.Equal(OfVerdict[verdict], (int)response.StatusCode);
        Assert.Equal(verdict.ToString(), body.GetProperty("verdict").GetString());
        Assert.Equal("k2", body.GetProperty("requestId").GetString());
        Assert.Equal("Driver", body.GetProperty("servedBy").GetString());
    }

    [Theory]
    [InlineData("Superseded by a later write", 409)]
    [InlineData("DeadlinePassed: nothing was sent", 504)]
    [InlineData("Interlocked: the interlock 'door equals true' does not hold", 409)]
    [InlineData("RateExceeded: it may change by 1 in a second", 422)]
    [InlineData("anything else", 503)]
    public async Task Not_executed_says_why(string reason, int status)
    {
        api.Region = message => Status(message, Verdict.NotExecuted, reason);

        var (response, _) = await api.SendAsync(HttpMethod.Put, Point, """{"value":1}""");

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(PlantRefusals))]
    public void A_refused_plant_has_its_status(PlantRefusal refusal) =>
        Assert.Equal(OfPlantRefusal[refusal], PlantEndpoints.KindOf(refusal).Status);

    [Fact]
    public async Task The_wait_that_the_shadow_names_is_told_in_whole_seconds()
    {
        api.Region = _ => new ShadowReplies.Refused(
            "hall1/oven", RefusalKind.Busy, "because", ServedBy.ShadowBusy, TimeSpan.FromMilliseconds(2_100));

        var (response, _) = await api.SendAsync(HttpMethod.Get, Point);

        Assert.Equal(TimeSpan.FromSeconds(3), response.Headers.RetryAfter?.Delta);
    }

    private static ShadowReplies.RequestStatus? Status(object message, Verdict verdict, string reason) =>
        message is ShadowCommands.Mutate mutate
            ? new ShadowReplies.RequestStatus(
                mutate.Device,
                mutate.Request,
                mutate.Operation,
                verdict,
                reason,
                ServedBy.Driver,
                DateTimeOffset.UnixEpoch)
            : null;
}
