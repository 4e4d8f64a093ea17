using System.Net;
using System.Net.Sockets;
using Understudy.ShadowActors.Journal.Retention;
using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Tests.ShadowActors.Journal.Store;

/// <summary>A server that takes no connection and refuses none.</summary>
public sealed class SilentServerTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _connections = [];

    public SilentServerTests()
    {
        _listener.Start(1);
        // Whoever comes when enough wait is not answered at all.
        for (var i = 0; i < 4; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            _connections.Add(socket);
            _ = socket.ConnectAsync(_listener.LocalEndpoint).ContinueWith(
                ended => _ = ended.Exception, TaskScheduler.Default);
        }
    }

    private JournalStoreOptions Options => JournalStoreOptions.From(
        $"Host=127.0.0.1;Port={((IPEndPoint)_listener.LocalEndpoint).Port};Database=d;Username=u;Timeout=1", "unused");

    [Fact(Timeout = 60_000)]
    public async Task A_reader_says_that_it_can_not_be_read() =>
        await Assert.ThrowsAsync<JournalStoreException>(
            () => new SqlJournalReader(Options).HighestSequenceAsync("plant", TestContext.Current.CancellationToken));

    [Fact(Timeout = 60_000)]
    public async Task Retention_says_that_it_can_not_be_asked()
    {
        var retention = new JournalRetention(
            Options, new RetentionOptions(TimeSpan.FromDays(1), null, "archive"), "node", TimeProvider.System);

        await Assert.ThrowsAsync<JournalStoreException>(
            () => retention.LookAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        foreach (var each in _connections) each.Dispose();
        _listener.Dispose();
    }
}
