using System.Net.Sockets;
using System.Text;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Peers.Rotator;

/// <summary>Rotctld's extended protocol: a line asks, and lines answer, of which the last one begins with RPRT. There
/// are no ids, so that a connection on which an answer is missing ends.</summary>
internal sealed class RotatorTransport(LinkSpec link, Action<string> sent) : ILinkTransport
{
    public const string End = "RPRT ";
    private const int AnswerLinesMax = 16;

    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly Lock _sending = new();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<ReadOnlyMemory<byte>>? _asked;
    private Task _receiving = Task.CompletedTask;
    private long _framesReceived;

    public Task<string> Lost => _lost.Task;

    public long FramesReceived => Volatile.Read(ref _framesReceived);

    public bool IsGivenUp { get; private set; }

    public async Task ConnectAsync(CancellationToken cancellation)
    {
        try
        {
            await _client.ConnectAsync(link.Host, link.Port, cancellation).AsTask()
                .WaitAsync(link.ConnectTime, cancellation);
        }
        catch (Exception error) when (error is SocketException or TimeoutException)
        {
            throw new LinkLostException($"{link.Host}:{link.Port}: {error.Message}", maySent: false, error);
        }

        _receiving = Task.Run(ReceiveAsync, CancellationToken.None);
    }

    public bool Mutates(ReadOnlySpan<byte> payload) => !payload.StartsWith("+p"u8);

    public async Task<ReadOnlyMemory<byte>> ExchangeAsync(
        LinkRequest request, Func<SendRefusal?> authorise, CancellationToken cancellation)
    {
        var asked = new TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_sending)
        {
            if (Lost.IsCompletedSuccessfully) throw new LinkLostException(Lost.Result, maySent: false);
            if (_asked is not null) throw new SendRefusedException(SendRefusal.QueueFull);
            if (authorise() is { } refusal) throw new SendRefusedException(refusal);
            _asked = asked;
            sent(Encoding.ASCII.GetString(request.Payload.Span).TrimEnd());
            Send(request.Payload);
        }

        try
        {
            return await asked.Task.WaitAsync(request.ResponseTime, cancellation);
        }
        catch (TimeoutException)
        {
            IsGivenUp = true;
            Lose("no answer came, and the next one could be taken for it");
            throw new NoResponseException("The rotator did not answer in time.");
        }
        catch (OperationCanceledException)
        {
            Lose("an answer was not waited for");
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Lose("closed");
        await _receiving;
    }

    private void Send(ReadOnlyMemory<byte> payload)
    {
        try
        {
            _client.Client.Send(payload.Span);
        }
        catch (SocketException error)
        {
            Lose(error.Message);
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            using var reader = new StreamReader(_client.GetStream(), Encoding.ASCII);
            var lines = new List<string>();
            while (await reader.ReadLineAsync() is { } line && lines.Count < AnswerLinesMax)
            {
                lines.Add(line);
                if (!line.StartsWith(End, StringComparison.Ordinal)) continue;
                Interlocked.Increment(ref _framesReceived);
                if (Interlocked.Exchange(ref _asked, null) is not { } asked) break;
                asked.TrySetResult(Encoding.ASCII.GetBytes(string.Join('\n', lines)));
                lines.Clear();
            }

            Lose("the peer closed the connection, or said what was not asked");
        }
        catch (Exception error) when (error is IOException or SocketException or InvalidOperationException)
        {
            Lose(error.Message);
        }
    }

    private void Lose(string reason)
    {
        if (!_lost.TrySetResult($"{link.Host}:{link.Port}: {reason}")) return;
        _client.Dispose();
        Interlocked.Exchange(ref _asked, null)?.TrySetException(new LinkLostException(reason, maySent: true));
    }
}
