using System.Net.Sockets;
using System.Text;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>What a service manager hears of a node (sd_notify(3)).</summary>
[Collection(AloneCollection.Name)]
public sealed class ServiceNoticeTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_service_manager_is_told_when_the_node_serves_and_when_it_stops()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var path = Path.Combine(_folder.Path, "notify");
        socket.Bind(new UnixDomainSocketEndPoint(path));
        await using var node = NodeProcess.Start(
            _folder.Path, [("NOTIFY_SOCKET", path)], "--urls", "http://127.0.0.1:0");

        Assert.Equal("READY=1", await ToldAsync(socket));
        var address = await node.UntilItServesAsync();
        using var client = new HttpClient { BaseAddress = address };
        (await client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        node.Interrupt();
        Assert.Equal("STOPPING=1", await ToldAsync(socket));
        Assert.True(await node.ExitAsync() == 0, node.Output);
    }

    private static async Task<string> ToldAsync(Socket socket)
    {
        var buffer = new byte[256];
        var length = await socket.ReceiveAsync(buffer, SocketFlags.None).WaitAsync(NodeProcess.WaitMax);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
