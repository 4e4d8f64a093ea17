using System.Net.Sockets;
using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Tests.Supervisor.CommandLine.Api;

public sealed class LostConnectHandlerTests
{
    [Fact]
    public async Task A_connection_dropped_as_it_is_made_is_an_error_of_the_connection()
    {
        using var http = new HttpClient(new LostConnectHandler(new Dropping()));

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("http://127.0.0.1/")));

        Assert.Equal(HttpRequestError.ConnectionError, error.HttpRequestError);
    }

    private sealed class Dropping : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new SocketException((int)SocketError.NotConnected);
    }
}
