using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.DriverActors.Links;

/// <summary>One try at a connection, and the connection if it comes up: made once, closed once.</summary>
internal sealed class LinkAttempt(Func<ILinkTransport> transports, LinkSpec spec, TimeProvider time)
{
    private readonly CancellationTokenSource _cancellation = new();
    private ILinkTransport? _toClose;
    private volatile bool _isClosing;

    /// <summary>It ends by decision, so that its loss is no news.</summary>
    public bool IsClosing => _isClosing;

    public ILinkTransport? Transport { get; private set; }

    public long UpSince { get; private set; }

    /// <summary>Off the caller's thread, as making a connection may block. Never faults.</summary>
    /// <returns>Why it failed; null if it is up.</returns>
    public async Task<string?> ConnectAsync()
    {
        try
        {
            await Task.Run(MakeAndConnectAsync).WaitAsync(spec.ConnectTime, time, _cancellation.Token)
                .ConfigureAwait(false);
            UpSince = time.GetTimestamp();
            return null;
        }
        catch (TimeoutException)
        {
            return $"{spec.Host}:{spec.Port}: no connection within {spec.ConnectTime.TotalSeconds:0.###} s";
        }
        catch (Exception error)
        {
            return error.Message;
        }
    }

    /// <summary>Cancels what is under way and closes the connection. A transport that does not close in time is left
    /// to itself. Never faults.</summary>
    public async Task CloseAsync(TimeSpan closeTime)
    {
        _isClosing = true;
        try
        {
            await Task.Run(() =>
            {
                _cancellation.Cancel();
                return DisposeTransportAsync();
            }).WaitAsync(closeTime, time).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It was going away anyhow; the next attempt makes a transport of its own.
        }
    }

    private async Task MakeAndConnectAsync()
    {
        Transport = transports();
        Volatile.Write(ref _toClose, Transport);
        await Transport.ConnectAsync(_cancellation.Token).ConfigureAwait(false);
        if (_cancellation.IsCancellationRequested) await DisposeTransportAsync().ConfigureAwait(false);
    }

    private async Task DisposeTransportAsync()
    {
        if (Interlocked.Exchange(ref _toClose, null) is { } transport)
            await transport.DisposeAsync().ConfigureAwait(false);
    }
}
