using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.Supervisor.Api;

public sealed class DecisionEndpointsTests(ApiServer api) : IClassFixture<ApiServer>
{
    private const string State = "/api/v1/devices/hall1/oven/state";
    private const string Lock = "/api/v1/devices/hall1/oven/lock";
    private const string Token = "0123456789abcdef";

    private readonly List<object> _asked = [];

    [Fact]
    public async Task A_device_is_taken_out_of_service_for_a_time()
    {
        Answers();

        var (response, body) = await api.SendAsync(
            HttpMethod.Put, State,
            """{"state":"Maintenance","reason":"new seal","for":"2h","owner":"ann"}""");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("Maintenance", body.GetProperty("administrative").GetProperty("state").GetString());
        var set = Assert.IsType<ShadowCommands.SetState>(Assert.Single(_asked));
        Assert.Equal(
            (AdministrativeState.Maintenance, "new seal", 7_200_000L), (set.State, set.Reason, set.ForMs));
        Assert.StartsWith("ann (api ", set.Principal);
    }

    [Fact]
    public async Task Until_becomes_a_duration_from_now()
    {
        Answers();
        var until = DateTimeOffset.UtcNow.AddHours(1);

        await api.SendAsync(
            HttpMethod.Put, State, $$"""{"state":"Maintenance","reason":"x","until":"{{until:O}}"}""");

        var set = Assert.IsType<ShadowCommands.SetState>(Assert.Single(_asked));
        Assert.InRange(set.ForMs!.Value, 3_500_000, 3_600_000);
    }

    [Theory]
    [InlineData("{}", "state:")]
    [InlineData("""{"state":"Asleep","reason":"x"}""", "")]
    [InlineData("""{"state":"Maintenance"}""", "reason:")]
    [InlineData("""{"state":"Disabled","reason":"a\nb"}""", "reason:")]
    [InlineData("""{"state":"Disabled","reason":"x","for":"1h"}""", "until, for: Disabled")]
    [InlineData("""{"state":"Enabled","for":"1h"}""", "until, for: Enabled")]
    [InlineData("""{"state":"Maintenance","reason":"x","for":"soon"}""", "for: 'soon'")]
    [InlineData("""{"state":"Maintenance","reason":"x","for":"800h"}""", "at most 30 days")]
    [InlineData("""{"state":"Maintenance","reason":"x","until":"2001-01-01T00:00:00Z"}""", "until:")]
    [InlineData("""{"state":"Maintenance","reason":"x","for":"1h","until":"2101-01-01T00:00:00Z"}""", "one of them")]
    [InlineData("""{"state":"Disabled","reason":"x","owner":" "}""", "owner:")]
    public async Task A_state_that_is_not_understood_is_asked_of_nobody(string body, string detail)
    {
        Answers();

        var (response, problem) = await api.SendAsync(HttpMethod.Put, State, body);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(detail, problem.GetProperty("detail").GetString());
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task A_lock_comes_with_a_token_that_no_shadow_sees()
    {
        Answers();

        var (_, body) = await api.SendAsync(HttpMethod.Put, Lock, """{"for":"10m"}""");
        var token = body.GetProperty("token").GetString()!;
        await WithTokenAsync(HttpMethod.Put, "/api/v1/devices/hall1/oven/points/sp", """{"value":1}""", token);

        var take = Assert.IsType<ShadowCommands.TakeLock>(_asked[0]);
        Assert.Equal(600_000, take.ForMs);
        Assert.NotEqual(token, take.Proof);
        Assert.Equal(take.Proof, Assert.IsType<ShadowCommands.Mutate>(_asked[1]).Lock);
    }

    [Fact]
    public async Task A_clients_own_token_renews_and_gives_back()
    {
        Answers();

        await WithTokenAsync(HttpMethod.Put, Lock, "{}", Token);
        await WithTokenAsync(HttpMethod.Put, Lock, "{}", Token);
        await WithTokenAsync(HttpMethod.Delete, Lock, null, Token);

        var proofs = _asked.Select(asked => asked is ShadowCommands.TakeLock take ? take.Proof
            : Assert.IsType<ShadowCommands.ReleaseLock>(asked).Proof);
        Assert.Single(proofs.Distinct());
    }

    [Fact]
    public async Task A_lock_is_broken_only_where_the_client_says_so()
    {
        Answers();

        await api.SendAsync(HttpMethod.Delete, Lock);
        await api.SendAsync(HttpMethod.Delete, $"{Lock}?break=true&reason=at%20home&owner=bob");

        Assert.False(Assert.IsType<ShadowCommands.ReleaseLock>(_asked[0]).Break);
        Assert.True(_asked[1] is ShadowCommands.ReleaseLock { Break: true, Reason: "at home", Proof: null });
    }

    [Theory]
    [InlineData("short")]
    [InlineData("with blanks in the token")]
    public async Task A_token_of_another_form_is_refused(string token)
    {
        Answers();

        Assert.Equal(400, await WithTokenAsync(HttpMethod.Put, Lock, "{}", token));
        Assert.Empty(_asked);
    }

    private void Answers() => api.Region = message =>
    {
        _asked.Add(message);
        return message switch
        {
            ShadowCommands.SetState set => new ShadowReplies.Decided(
                set.Device, set.Request, AdministrativeStatus.Enabled with { State = set.State }, null),
            ShadowCommands.TakeLock take => new ShadowReplies.Decided(
                take.Device, take.Request, AdministrativeStatus.Enabled,
                new LockStatus(take.Principal, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)),
            ShadowCommands.ReleaseLock release => new ShadowReplies.Decided(
                release.Device, release.Request, AdministrativeStatus.Enabled, null),
            ShadowCommands.Mutate mutate => PointEndpointsTests.Confirmed(mutate),
            _ => null,
        };
    };

    private async Task<int> WithTokenAsync(HttpMethod method, string path, string? body, string token)
    {
        using var request = new HttpRequestMessage(method, new Uri(api.Http.BaseAddress!, path));
        request.Headers.TryAddWithoutValidation("Lock-Token", token);
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await api.Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
