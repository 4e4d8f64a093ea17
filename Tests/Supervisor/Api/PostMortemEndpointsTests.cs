using Understudy.ShadowActors.Journal.Store;
using Understudy.Tests.ShadowActors.Domain.PostMortem;

namespace Understudy.Tests.Supervisor.Api;

public sealed class PostMortemEndpointsTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_device_without_failures_has_an_empty_list()
    {
        Tells(new HandMadeStream().Claimed().Completed());

        var (response, body) = await api.SendAsync(HttpMethod.Get, "/api/v1/devices/hall1/oven/failures");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(0, body.GetProperty("newest").GetInt64());
        Assert.Equal(0, body.GetProperty("failures").GetArrayLength());
    }

    [Theory]
    [InlineData("failures?limit=0", 400, "limit: '0' is not a number from 1; at most 100 are given at once.")]
    [InlineData("failures?before=x", 400, "before: 'x' is not the number of a failure, from 1.")]
    [InlineData("failures/0", 400, "failure: '0' is not the number of a failure, from 1, or 'newest'.")]
    [InlineData("failures/9", 404, "No failure 9 of hall1/oven is on record; the newest is 1.")]
    [InlineData("state?at=noon", 400, "at: 'noon' is no time: ")]
    [InlineData("state?at=2999-01-01", 400, "at: '2999-01-01' is in the future")]
    public async Task What_can_not_be_told_is_told_why(string path, int status, string detail)
    {
        Tells(new HandMadeStream().Episode());

        var (response, body) = await api.SendAsync(HttpMethod.Get, $"/api/v1/devices/hall1/oven/{path}");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.StartsWith(detail, body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_device_that_nobody_knows_is_not_found()
    {
        api.Journal.Answer = _ => [];

        foreach (var path in (string[])["failures", "failures/newest", "state"])
        {
            var (response, body) = await api.SendAsync(HttpMethod.Get, $"/api/v1/devices/hall1/nobody/{path}");
            Assert.Equal(404, (int)response.StatusCode);
            Assert.Equal("urn:understudy:problem:unknown-device", body.GetProperty("type").GetString());
        }
    }

    [Theory]
    [InlineData("text/plain", "text/plain")]
    [InlineData("application/json, text/plain;q=0.5", "application/json")]
    [InlineData("*/*", "application/json")]
    public async Task The_report_is_text_for_who_wants_text(string accept, string type)
    {
        Tells(new HandMadeStream().Episode());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/devices/hall1/oven/failures/newest");
        request.Headers.Accept.ParseAdd(accept);

        using var response = await api.Http.SendAsync(request);

        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("DriverException", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_journal_that_is_away_is_told_as_such()
    {
        api.Journal.Answer = _ => throw new JournalStoreException("gone");

        var (response, body) = await api.SendAsync(HttpMethod.Get, "/api/v1/devices/hall1/oven/state");

        Assert.Equal(503, (int)response.StatusCode);
        Assert.Equal("gone", body.GetProperty("detail").GetString());
    }

    private void Tells(HandMadeStream stream) => api.Journal.Answer = query =>
    [
        .. stream.Entries
            .Where(entry => entry.Number > (query.AfterSequence ?? 0))
            .Where(entry => query.AnyOf.IsDefault || query.AnyOf.Contains(entry.Kind[..^3]))
            .Take(query.Limit)
            .Select(entry => new JournalEntry(entry.Number, entry.Kind, entry.Written, entry.Json)),
    ];
}
