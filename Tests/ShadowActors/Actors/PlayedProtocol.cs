using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>A protocol whose connections only tell when they come and go.</summary>
internal sealed class PlayedProtocol(Trace trace, Func<bool>? isRefused = null) : IProtocol
{
    private int _connections;

    public string LinkKind => "fake";

    public ILinkTransport CreateTransport(LinkSpec link, TimeProvider time) =>
        new Transport(trace, isRefused, Interlocked.Increment(ref _connections));

    public IDriver CreateDriver(DeviceSpec device) => throw new NotSupportedException();

    private sealed class Transport(Trace trace, Func<bool>? isRefused, int number) : ILinkTransport
    {
        private readonly TaskCompletionSource<string> _lost = new();

        public Task<string> Lost => _lost.Task;

        public long FramesReceived => 0;

        public bool IsGivenUp => false;

        public Task ConnectAsync(CancellationToken cancellation)
        {
            trace.Add($"connect {number}");
            return isRefused?.Invoke() == true
                ? Task.FromException(new IOException("refused"))
                : Task.CompletedTask;
        }

        public bool Mutates(ReadOnlySpan<byte> payload) => true;

        public Task<ReadOnlyMemory<byte>> ExchangeAsync(
            LinkRequest request, Func<SendRefusal?> authorise, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync()
        {
            trace.Add($"closed {number}");
            return ValueTask.CompletedTask;
        }
    }
}
