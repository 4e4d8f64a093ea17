using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.DriverActors.Links;

/// <summary>
/// Keeps a gateway's connection up for as long as a claim is held, and gives it to the <see cref="LinkGate"/>.
/// <code>
/// Unheld ── Hold ──▶ Connecting ── up ──▶ Connected
///   ^                    │ failed             │ lost, Release
///   │ released           v                    │
///   └────────────── Closing ◀────────────────┘
///                      │ ^
///          still held  v │ Release
///                   Backoff ── waited ──▶ Connecting
/// </code>
/// It tries for ever, slower and slower; a connection that stood for the longest wait makes it quick
/// again, and so does one that was ended for a unit without an answer. One on
/// which nothing is answered any more counts as lost: the peer may hear a new one.
/// </summary>
public sealed class LinkActor : UntypedActor
{
    /// <summary>How long closing a connection may take before the next one is tried.</summary>
    public static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(1);

    private readonly GatewayId _gateway;
    private readonly LinkGate _gate;
    private readonly LinkSpec _spec;
    private readonly Func<ILinkTransport> _transports;
    private readonly TimeProvider _time;
    private readonly LinkBackoff _backoff;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly HashSet<IActorRef> _subscribers = [];
    private readonly List<IActorRef> _releasers = [];
    private LinkReports.ILinkReport _present = new LinkReports.LinkDown("not connected yet");
    private LinkAttempt? _attempt;
    private ITimer? _retry;
    private long _connections;
    private long _attemptsFailed;

    public LinkActor(
        GatewayId gateway,
        LinkGate gate,
        LinkSpec spec,
        Func<ILinkTransport> transports,
        TimeProvider time,
        Func<double> random)
    {
        (_gateway, _gate, _spec, _transports, _time) = (gateway, gate, spec, transports, time);
        _backoff = new LinkBackoff(random);
    }

    protected override void PreStart() => Become(Unheld);

    protected override void PostStop()
    {
        _gate.Claim = null;
        _gate.Disconnect("the link is stopped");
        _retry?.Dispose();
        _ = _attempt?.CloseAsync(CloseTime);
    }

    protected override void OnReceive(object message) => throw new UnreachableException("PreStart sets the behaviour.");

    /// <summary>No claim, no connection.</summary>
    private void Unheld(object message)
    {
        switch (message)
        {
            case LinkCommands.Hold hold:
                _gate.Claim = hold.Claim;
                _backoff.Reset();
                Connect();
                break;
            case LinkCommands.Release:
                Sender.Tell(new LinkCommands.Released());
                break;
            default:
                Always(message);
                break;
        }
    }

    private void Connecting(object message)
    {
        switch (message)
        {
            case ConnectEnded { Failure: null } up when up.Attempt == _attempt:
                BecomeConnected(up.Attempt);
                break;
            case ConnectEnded failed when failed.Attempt == _attempt:
                _attemptsFailed++;
                BecomeClosing(failed.Failure!);
                break;
            case LinkCommands.Release:
                Release();
                break;
            default:
                Always(message);
                break;
        }
    }

    private void Connected(object message)
    {
        switch (message)
        {
            case ConnectionLost lost when lost.Attempt == _attempt:
                if (_attempt.Transport!.IsGivenUp || _time.GetElapsedTime(_attempt.UpSince) >= LinkBackoff.WaitMax)
                    _backoff.Reset();
                BecomeClosing(lost.Reason);
                break;
            case LinkCommands.Release:
                Release();
                break;
            default:
                Always(message);
                break;
        }
    }

    /// <summary>The connection is being closed; a gateway may take only one at a time.</summary>
    private void Closing(object message)
    {
        switch (message)
        {
            case Closed closed when closed.Attempt == _attempt:
                _attempt = null;
                AfterClosing();
                break;
            case LinkCommands.Release:
                _gate.Claim = null;
                _releasers.Add(Sender);
                break;
            default:
                Always(message);
                break;
        }
    }

    private void Backoff(object message)
    {
        switch (message)
        {
            case Waited waited when waited.Timer == _retry:
                Connect();
                break;
            case LinkCommands.Release:
                _retry!.Dispose();
                _gate.Claim = null;
                Sender.Tell(new LinkCommands.Released());
                Report(new LinkReports.LinkDown("the claim is not held"));
                Become(Unheld);
                break;
            default:
                Always(message);
                break;
        }
    }

    private void Always(object message)
    {
        switch (message)
        {
            case LinkCommands.Hold hold:
                _gate.Claim = hold.Claim;
                break;
            case LinkCommands.Subscribe subscribe:
                if (_subscribers.Add(subscribe.Subscriber)) Context.Watch(subscribe.Subscriber);
                subscribe.Subscriber.Tell(_present);
                break;
            case Terminated stopped:
                _subscribers.Remove(stopped.ActorRef);
                break;
            case ConnectEnded or ConnectionLost or Closed or Waited:
                // Of an attempt or a wait that is over.
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void Unhandled(object message)
    {
        _log.Warning("Link {0}: nobody expected a {1} from {2}", _gateway, message.GetType().Name, Sender);
        base.Unhandled(message);
    }

    private void Connect()
    {
        var attempt = _attempt = new LinkAttempt(_transports, _spec, _time);
        Become(Connecting);
        attempt.ConnectAsync().PipeTo(Self, Self, failure => new ConnectEnded(attempt, failure));
    }

    private void BecomeConnected(LinkAttempt attempt)
    {
        Become(Connected);
        var self = Self;
        _gate.Connect(attempt.Transport!, reason => self.Tell(new ConnectionLost(attempt, reason), self));
        WatchLoss(attempt, Self);
        _connections++;
        _log.Info("Link {0} up: connection {1} after {2} failed attempts.", _gateway, _connections, _attemptsFailed);
        _attemptsFailed = 0;
        Report(new LinkReports.LinkUp(_connections));
    }

    private static void WatchLoss(LinkAttempt attempt, IActorRef self) => attempt.Transport!.Lost.ContinueWith(
        lost =>
        {
            if (!attempt.IsClosing) self.Tell(new ConnectionLost(attempt, lost.Result), self);
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private void Release()
    {
        _gate.Claim = null;
        _releasers.Add(Sender);
        BecomeClosing("the claim is not held");
    }

    private void BecomeClosing(string reason)
    {
        Become(Closing);
        _gate.Disconnect(reason);
        var down = new LinkReports.LinkDown(reason);
        if (!_present.Equals(down))
        {
            // Given back is what was asked for; anything else is trouble.
            if (_gate.Claim is null) _log.Info("Link {0} closed: {1}", _gateway, reason);
            else _log.Warning("Link {0} down: {1}", _gateway, reason);
            Report(down);
        }

        var attempt = _attempt!;
        attempt.CloseAsync(CloseTime).PipeTo(Self, Self, () => new Closed(attempt));
    }

    private void AfterClosing()
    {
        var isReleased = _releasers.Count > 0;
        foreach (var releaser in _releasers) releaser.Tell(new LinkCommands.Released());
        _releasers.Clear();
        if (_gate.Claim is null) Become(Unheld);
        else if (isReleased) Connect();
        else BecomeBackoff();
    }

    private void BecomeBackoff()
    {
        Become(Backoff);
        var self = Self;
        ITimer? timer = null;
        timer = _time.CreateTimer(
            _ => self.Tell(new Waited(timer), self), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _retry = timer;
        timer.Change(_backoff.Next(), Timeout.InfiniteTimeSpan);
    }

    private void Report(LinkReports.ILinkReport report)
    {
        _present = report;
        foreach (var subscriber in _subscribers) subscriber.Tell(report);
    }

    private sealed record ConnectEnded(LinkAttempt Attempt, string? Failure);

    private sealed record ConnectionLost(LinkAttempt Attempt, string Reason);

    private sealed record Closed(LinkAttempt Attempt);

    private sealed record Waited(ITimer? Timer);
}
