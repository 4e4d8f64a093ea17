using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.DriverActors.Links;

/// <summary>
/// The way onto a gateway's shared connection. Who sends next is decided by its <see cref="LinkSchedule"/>; a request
/// that finds nothing before it that may be sent goes out by the task that brings it, without a mailbox in between.
/// Where answers do not tell whose they are, an exchange that its caller ends keeps its place to its own end, as its
/// late answer would be taken for the next one's.
/// <para>Its link actor gives it the connection and the claim. Safe for several threads; the lock is held for
/// bookkeeping only, never while a transport or a driver runs.</para>
/// </summary>
public sealed class LinkGate : ILinkGate, IDisposable
{
    /// <summary>Requests of one session that may wait; one more is refused.</summary>
    public const int RequestsWaitingMax = 64;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly LinkSpec _spec;
    private readonly ITimer _wake;
    private readonly LinkSchedule _schedule;
    private readonly Lock _lock = new();

    private LinkConnection? _connection;
    private TimeSpan _muteTime = LinkConnection.MuteTimeMin;
    private bool _isRenewing;
    private string _downReason = "not connected yet";
    private volatile ClaimId? _claim;

    public LinkGate(LinkSpec spec, TimeProvider time)
    {
        (_spec, Time) = (spec, time);
        _schedule = new LinkSchedule(spec, time);
        _wake = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal TimeProvider Time { get; }

    internal TimeSpan ResponseTime => _spec.ResponseTime;

    /// <summary>An exchange may be ended before its answer.</summary>
    internal bool MayEndEarly => _schedule.AnswersTellApart;

    /// <summary>The claim whose permits are good; null: none.</summary>
    internal ClaimId? Claim
    {
        get => _claim;
        set => _claim = value;
    }

    public IRevocableLinkSession OpenSession(DeviceId device, Incarnation incarnation, LinkShare? share = null) =>
        new LinkSession(this, incarnation, UnitShare.Of(share ?? LinkShare.Whole, _spec, Time));

    public void Dispose() => _wake.Dispose();

    /// <summary>From now on requests go to this transport, which is connected.</summary>
    /// <param name="mute">Called once, with the reason, if the connection should be renewed because nothing that is
    /// sent on it is answered any more.</param>
    internal void Connect(ILinkTransport transport, Action<string> mute)
    {
        lock (_lock)
        {
            if (!_isRenewing) _muteTime = LinkConnection.MuteTimeMin;
            var places = _schedule.Connected(_isRenewing);
            _connection = new LinkConnection(transport, places, mute, _muteTime, Time);
            _isRenewing = false;
        }
    }

    /// <summary>From now on nothing is sent. What waits fails, surely not sent.</summary>
    internal void Disconnect(string reason)
    {
        lock (_lock) DisconnectNow(reason);
    }

    internal Task<ReadOnlyMemory<byte>> ExchangeAsync(
        LinkSession session, LinkRequest request, ILinkWait? wait, CancellationToken cancellation) =>
        ExchangeAsync(session, request, wait, isAgain: false, cancellation);

    /// <param name="isAgain">It got no answer beside an attempt that another unit left unanswered.</param>
    private Task<ReadOnlyMemory<byte>> ExchangeAsync(
        LinkSession session, LinkRequest request, ILinkWait? wait, bool isAgain, CancellationToken cancellation)
    {
        LinkPlace place = default;
        LinkTurn? turn = null;
        lock (_lock)
        {
            if (session.IsRevoked) return Failed(new SendRefusedException(SendRefusal.SessionRevoked));
            if (_connection is null) return Failed(NotSent());
            // Whose time has come goes first, though the timer that says so may be late.
            if (_schedule.IsAnyWaiting) GiveTurns();
            var now = Now();
            var ask = new LinkAsk(
                request.Unit, request.Permit is not null, request.Permit is { IsSafe: true }, isAgain);
            if (_schedule.MaySendNow(_connection, session, ask, now))
            {
                place = _schedule.Occupy(_connection, session, request.Unit, now);
            }
            else
            {
                if (session.Waiting.Count >= RequestsWaitingMax)
                    return Failed(new SendRefusedException(SendRefusal.QueueFull));
                turn = new LinkTurn(ask);
                _schedule.Enqueue(session, turn);
                GiveTurns();
            }
        }

        return turn is null
            ? SendAsync(place, session, request, wait, isAgain, cancellation)
            : WaitAndSendAsync(turn, session, request, wait, cancellation);
    }

    /// <summary>The session is revoked: what waits is refused.</summary>
    internal void Forget(LinkSession session)
    {
        lock (_lock)
        {
            _schedule.Fail(session, new SendRefusedException(SendRefusal.SessionRevoked));
            GiveTurns();
        }
    }

    /// <summary>Its next request, or the one that waits, passes the pause of a silent unit.</summary>
    internal void Hurry(LinkSession session)
    {
        lock (_lock)
        {
            session.IsHurried = true;
            GiveTurns();
        }
    }

    private void DisconnectNow(string reason)
    {
        _connection = null;
        _downReason = reason;
        _schedule.FailAll(NotSent);
    }

    private async Task<ReadOnlyMemory<byte>> WaitAndSendAsync(
        LinkTurn turn, LinkSession session, LinkRequest request, ILinkWait? wait, CancellationToken cancellation)
    {
        LinkPlace place;
        wait?.Begins();
        try
        {
            await using (cancellation.UnsafeRegister(_ => Abandon(session, turn), null))
                place = await turn.Task.ConfigureAwait(false);
        }
        finally
        {
            wait?.Ends();
        }

        return await SendAsync(place, session, request, wait, turn.Ask.IsAgain, cancellation).ConfigureAwait(false);
    }

    private Task<ReadOnlyMemory<byte>> SendAsync(
        LinkPlace place,
        LinkSession session,
        LinkRequest request,
        ILinkWait? wait,
        bool isAgain,
        CancellationToken cancellation)
    {
        var exchange = SendToTheEndAsync(place, session, request, wait, isAgain, cancellation);
        if (MayEndEarly || !cancellation.CanBeCanceled) return exchange;
        // Nobody may be left to see how it fails.
        _ = exchange.ContinueWith(
            static left => left.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return exchange.WaitAsync(cancellation);
    }

    private async Task<ReadOnlyMemory<byte>> SendToTheEndAsync(
        LinkPlace place,
        LinkSession session,
        LinkRequest request,
        ILinkWait? wait,
        bool isAgain,
        CancellationToken cancellation)
    {
        var end = ExchangeEnd.Unknown;
        var isLost = false;
        try
        {
            var answer = await BeginAsync(place, session, request, cancellation).ConfigureAwait(false);
            var isOfUnit = place.Connection.Transport.IsOfUnit(answer.Span);
            end = isOfUnit ? ExchangeEnd.Answered : ExchangeEnd.Absent;
            return answer;
        }
        catch (NoResponseException) when (place.IsPast && request.Permit is null)
        {
            end = ExchangeEnd.Silent;
        }
        catch (NoResponseException)
        {
            end = ExchangeEnd.Silent;
            throw;
        }
        catch (LinkLostException)
        {
            isLost = true;
            throw;
        }
        catch (OperationCanceledException)
        {
            end = ExchangeEnd.Cut;
            throw;
        }
        finally
        {
            Ended(place, session, request.Unit, end, isLost, isAgain);
        }

        // The peer may take one request at a time only: then this one was lost because of the attempt beside it.
        return await ExchangeAsync(session, request, wait, isAgain: true, cancellation).ConfigureAwait(false);
    }

    private Task<ReadOnlyMemory<byte>> BeginAsync(
        LinkPlace place, LinkSession session, LinkRequest request, CancellationToken cancellation)
    {
        var isSent = false;
        try
        {
            var sending = session.SendAsync(place.Connection.Transport, request, cancellation);
            isSent = !IsUnsent(sending);
            return sending;
        }
        finally
        {
            if (_schedule.IsPaced(session)) Sent(session, request.Unit, isSent);
        }
    }

    private void Ended(
        LinkPlace place, LinkSession session, byte unit, ExchangeEnd end, bool isLost, bool isAgain)
    {
        var connection = place.Connection;
        bool isMute;
        lock (_lock)
        {
            _schedule.Ended(place, session, unit, end, isLost, isAgain, Now());
            if (isLost && place.IsPast && connection == _connection) _schedule.ConnectionLostPastAttempt();
            isMute = IsMuteAfter(connection, unit, end);
            // What went on it now would be cut off, and nobody could tell what became of it.
            if (isMute) DisconnectNow(connection.MuteReason);
            GiveTurns();
        }

        if (isMute) connection.TellMute();
    }

    // Once per connection, and only of the present one. Under the lock.
    private bool IsMuteAfter(LinkConnection connection, byte unit, ExchangeEnd end)
    {
        if (!connection.IsMuteAfter(unit, end) || connection != _connection || _isRenewing) return false;
        _isRenewing = true;
        var longer = connection.IsHeard ? LinkConnection.MuteTimeMin : _muteTime * 2;
        _muteTime = longer < LinkConnection.MuteTimeMax ? longer : LinkConnection.MuteTimeMax;
        return true;
    }

    /// <summary>Refused, not cancelled: its caller then knows that it was not sent.</summary>
    private void Abandon(LinkSession session, LinkTurn turn)
    {
        lock (_lock)
        {
            if (!turn.TrySetException(new SendRefusedException(SendRefusal.SendByPassed))) return;
            _schedule.Withdraw(session, turn);
            // What waited behind it may have nothing before it any more.
            GiveTurns();
        }
    }

    /// <summary>Lets as many go as may go now, and sets the timer for the next. Under the lock.</summary>
    private void GiveTurns()
    {
        while (_connection is not null && _schedule.IsAnyWaiting)
        {
            var now = Now();
            if (_schedule.Next(_connection, now, out var earliest) is not { } next)
            {
                WakeAt(earliest, now);
                return;
            }

            next.Turn.SetResult(next.Place);
        }
    }

    private void Sent(LinkSession session, byte unit, bool isSent)
    {
        lock (_lock)
        {
            _schedule.Sent(session, unit, isSent ? Now() : null);
            GiveTurns();
        }
    }

    // A refusal may come at once or by the task, and both before anything was sent.
    private static bool IsUnsent(Task sending) => sending.IsFaulted && sending.Exception.InnerException
        is SendRefusedException or LinkLostException { MaySent: false };

    private void WakeAt(long timestamp, long now)
    {
        if (timestamp == long.MaxValue) return;
        var wait = Time.GetElapsedTime(now, timestamp);
        _wake.Change(wait > ShortestWait ? wait : ShortestWait, Timeout.InfiniteTimeSpan);
    }

    private void Wake()
    {
        lock (_lock) GiveTurns();
    }

    private long Now() => Time.GetTimestamp();

    private LinkLostException NotSent() => new(_downReason, maySent: false);

    private static Task<ReadOnlyMemory<byte>> Failed(Exception error) =>
        Task.FromException<ReadOnlyMemory<byte>>(error);
}
