using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.Supervisor.Api;

public sealed class OriginGateTests(ApiServer api) : IClassFixture<ApiServer>
{
    private const string Point = "/api/v1/devices/hall1/oven/points/sp";

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("localhost.evil.example:80", 421)]
    [InlineData("192.168.1.5:8080", 421)]
    [InlineData("localhost:9000", 200)]
    [InlineData("127.1.2.3", 200)]
    [InlineData("[::1]:9000", 200)]
    public async Task Only_who_asks_for_loopback_is_answered(string host, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Host = host;

        using var response = await api.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        if (status != 200) Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example", 403)]
    [InlineData("Origin", "http://127.0.0.1:1", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    public async Task A_page_of_another_site_changes_nothing(string header, string value, int status)
    {
        var asked = 0;
        api.Region = message =>
        {
            asked++;
            return PointEndpointsTests.Confirmed((ShadowCommands.Mutate)message);
        };
        using var request = new HttpRequestMessage(HttpMethod.Put, Point);
        request.Content = new StringContent("""{"value":1}""", System.Text.Encoding.UTF8, "application/json");
        request.Headers.Add(header, value);

        using var response = await api.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, asked);
    }

    [Fact]
    public async Task The_nodes_own_pages_may_change_things_and_others_may_link_here()
    {
        api.Region = message => PointEndpointsTests.Confirmed((ShadowCommands.Mutate)message);
        using var own = new HttpRequestMessage(HttpMethod.Put, Point);
        own.Content = new StringContent("""{"value":1}""", System.Text.Encoding.UTF8, "application/json");
        own.Headers.Add("Origin", api.App.Urls.First());
        using var link = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        link.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var written = await api.Http.SendAsync(own);
        using var read = await api.Http.SendAsync(link);

        Assert.Equal([200, 200], [(int)written.StatusCode, (int)read.StatusCode]);
    }

    [Fact]
    public async Task A_page_of_another_site_opens_no_web_socket()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Origin", "http://evil.example");

        using var response = await api.Http.SendAsync(request);

        Assert.Equal(403, (int)response.StatusCode);
    }
}
