using Akka.Actor;
using Understudy.DriverActors.Links;
using Understudy.DriverActors.Protocol;
using Understudy.DriverActors.Tracing;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.DriverActors.Actors;

/// <summary>What one incarnation is given. Cut when it ends: then it publishes nothing and sends nothing.</summary>
internal sealed class DriverHost(
    Incarnation incarnation,
    DeviceSpec device,
    ILinkSession link,
    TimeProvider time,
    IActorRef shadow,
    IWireWords? words)
    : IDriverHost, ILinkSession
{
    private volatile bool _isCut;
    private volatile bool _hasAskedForChange;

    public DeviceSpec Device => device;

    /// <summary>The host itself, so that a session that a driver keeps is cut too.</summary>
    public ILinkSession Link => this;

    public TimeProvider Time => time;

    public TimeSpan ResponseTime => link.ResponseTime;

    public int RequestsInFlightMax => link.RequestsInFlightMax;

    public ResourceLedger Resources { get; } = new();

    public bool IsCut => _isCut;

    public void Cut() => _isCut = true;

    /// <summary>A request with a permit came since the last mutation began; there is one at a time. Nothing without a
    /// permit changes a device.</summary>
    public bool HasAskedForChange => _hasAskedForChange;

    public void BeginMutation() => _hasAskedForChange = false;

    public void Publish(IReadOnlyList<PointReading> readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        if (!_isCut) shadow.Tell(new DriverReports.Published(incarnation, readings));
    }

    public Task<ReadOnlyMemory<byte>> ExchangeAsync(LinkRequest request, CancellationToken cancellation)
    {
        if (_isCut)
            return Task.FromException<ReadOnlyMemory<byte>>(new SendRefusedException(SendRefusal.SessionRevoked));
        if (request.Permit is not null) _hasAskedForChange = true;
        DriverCall.Current?.Asks();
        return Apart(Traced(request, cancellation));
    }

    private Task<ReadOnlyMemory<byte>> Traced(LinkRequest request, CancellationToken cancellation) =>
        WireSpan.Start(request, words) is { } span
            ? WireSpan.FollowAsync(span, OnLink(request, cancellation), words)
            : OnLink(request, cancellation);

    private Task<ReadOnlyMemory<byte>> OnLink(LinkRequest request, CancellationToken cancellation) =>
        link is IRevocableLinkSession session
            ? session.ExchangeAsync(request, DriverCall.Current, cancellation)
            : link.ExchangeAsync(request, cancellation);

    /// <summary>A driver may go on wherever it likes, but never on the thread that reads the link for all devices.
    /// </summary>
    private static Task<ReadOnlyMemory<byte>> Apart(Task<ReadOnlyMemory<byte>> exchange)
    {
        if (exchange.IsCompleted) return exchange;
        var answer = new TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously);
        exchange.ContinueWith(
            static (ended, answer) => ((TaskCompletionSource<ReadOnlyMemory<byte>>)answer!).SetFromTask(ended),
            answer,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return answer.Task;
    }
}
