using System.Net.Sockets;

namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>Tells a connection that a dying node took and dropped at once as what it is: nothing was sent. The
/// runtime's own handler lets the bare <see cref="SocketException"/> through when the peer resets before its address is
/// asked.</summary>
public sealed class LostConnectHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException error)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, error.Message, error);
        }
    }
}
