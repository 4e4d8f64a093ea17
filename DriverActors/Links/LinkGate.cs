using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.DriverActors.Links;

/// <summary>
/// The way onto a gateway's shared connection: who sends next. Sessions that wait take turns, one request each, a
/// session's mutations before its reads; no more
/// than <see cref="LinkSpec.RequestsInFlightMax"/> are under way, two sends are <see cref="LinkSpec.Pace"/> apart, and
/// a device may have a smaller <see cref="LinkShare"/>, and a unit that did not answer waits out a growing period
/// (<see cref="SilentUnits"/>). A request that finds nothing
/// before it is sent by the task that brings it, without a mailbox in between.
/// <para>Its link actor gives it the connection and the claim. Safe for several threads; the lock is held for
/// bookkeeping only, never while a transport or a driver runs.</para>
/// </summary>
public sealed class LinkGate : ILinkGate, IDisposable
{
    /// <summary>Requests of one session that may wait; one more is refused.</summary>
    public const int RequestsWaitingMax = 64;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly LinkSpec _spec;
    private readonly long _paceTicks;
    private readonly ITimer _wake;
    private readonly SilentUnits _silent;
    private readonly UnitShares _shares = new();
    private readonly Lock _lock = new();

    /// <summary>The sessions that have requests waiting, the next one first.</summary>
    private readonly LinkedList<LinkSession> _turns = [];

    private LinkConnection? _connection;
    private TimeSpan _muteTime = LinkConnection.MuteTimeMin;
    private bool _isRenewing;
    private string _downReason = "not connected yet";
    private long _nextSendAt = long.MinValue;
    private volatile ClaimId? _claim;

    public LinkGate(LinkSpec spec, TimeProvider time)
    {
        (_spec, Time) = (spec, time);
        _silent = new SilentUnits(
            time,
            spec.TransactionId == TransactionIdRule.Match ? SilentUnits.PeriodMax : SilentUnits.CostlyPeriodMax);
        _paceTicks = (long)(spec.Pace.TotalSeconds * time.TimestampFrequency);
        _wake = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal TimeProvider Time { get; }

    internal TimeSpan ResponseTime => _spec.ResponseTime;

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
            _connection = new LinkConnection(transport, mute, _muteTime, Time);
            // A connection that ended because nobody answered, or one did not, tells nothing new about the units.
            if (_spec.TransactionId == TransactionIdRule.Match && !_isRenewing) _silent.Clear();
            _isRenewing = false;
        }
    }

    /// <summary>From now on nothing is sent. What waits fails, surely not sent.</summary>
    internal void Disconnect(string reason)
    {
        lock (_lock) DisconnectNow(reason);
    }

    internal Task<ReadOnlyMemory<byte>> ExchangeAsync(
        LinkSession session, LinkRequest request, CancellationToken cancellation)
    {
        LinkConnection? connection = null;
        LinkTurn? turn = null;
        lock (_lock)
        {
            if (session.IsRevoked) return Failed(new SendRefusedException(SendRefusal.SessionRevoked));
            if (_connection is null) return Failed(NotSent());
            if (_turns.Count == 0 && MaySendAt(session, request.Unit) <= Now())
            {
                connection = _connection;
                Occupy(connection, session, request.Unit);
            }
            else
            {
                if (session.Waiting.Count >= RequestsWaitingMax)
                    return Failed(new SendRefusedException(SendRefusal.QueueFull));
                turn = new LinkTurn(request.Unit, request.Permit is not null);
                session.Enqueue(turn);
                if (session.Waiting.Count == 1) _turns.AddLast(session);
                GiveTurns();
            }
        }

        return turn is null
            ? SendAsync(connection!, session, request, cancellation)
            : WaitAndSendAsync(turn, session, request, cancellation);
    }

    /// <summary>The session is revoked: what waits is refused.</summary>
    internal void Forget(LinkSession session)
    {
        lock (_lock)
        {
            _turns.Remove(session);
            FailWaiting(session, new SendRefusedException(SendRefusal.SessionRevoked));
        }
    }

    private void DisconnectNow(string reason)
    {
        _connection = null;
        _downReason = reason;
        foreach (var session in _turns) FailWaiting(session, NotSent());
        _turns.Clear();
    }

    private async Task<ReadOnlyMemory<byte>> WaitAndSendAsync(
        LinkTurn turn, LinkSession session, LinkRequest request, CancellationToken cancellation)
    {
        LinkConnection connection;
        await using (cancellation.UnsafeRegister(_ => Abandon(session, turn), null))
            connection = await turn.Task.ConfigureAwait(false);
        return await SendAsync(connection, session, request, cancellation).ConfigureAwait(false);
    }

    private async Task<ReadOnlyMemory<byte>> SendAsync(
        LinkConnection connection, LinkSession session, LinkRequest request, CancellationToken cancellation)
    {
        var end = ExchangeEnd.Unknown;
        try
        {
            Task<ReadOnlyMemory<byte>> sending;
            try
            {
                sending = session.SendAsync(connection.Transport, request, cancellation);
            }
            finally
            {
                if (_paceTicks > 0 || session.Share.PaceTicks > 0) Sent(session, request.Unit);
            }

            var answer = await sending.ConfigureAwait(false);
            end = ExchangeEnd.Answered;
            return answer;
        }
        catch (NoResponseException)
        {
            end = ExchangeEnd.Silent;
            throw;
        }
        finally
        {
            bool isMute;
            lock (_lock)
            {
                connection.RequestsInFlight--;
                _silent.Ended(request.Unit, end);
                _shares.Ended(request.Unit, session.Share);
                isMute = IsMuteAfter(connection, request.Unit, end);
                // What went on it now would be cut off, and nobody could tell what became of it.
                if (isMute) DisconnectNow(connection.MuteReason);
                GiveTurns();
            }

            if (isMute) connection.TellMute();
        }
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
            session.Waiting.Remove(turn);
            if (session.Waiting.Count == 0) _turns.Remove(session);
        }
    }

    /// <summary>Lets as many go as may go now, and sets the timer for the next. Under the lock.</summary>
    private void GiveTurns()
    {
        while (_connection is { } connection && _turns.Count > 0
            && connection.RequestsInFlight < _spec.RequestsInFlightMax)
        {
            var now = Now();
            var earliest = long.MaxValue;
            var session = _turns.First;
            while (session is not null
                && MaySendAt(session.Value, session.Value.Waiting.First!.Value.Unit) is var at && at > now)
            {
                earliest = Math.Min(earliest, at);
                session = session.Next;
            }

            if (session is null)
            {
                WakeAt(earliest, now);
                return;
            }

            var turn = session.Value.Waiting.First!.Value;
            session.Value.Waiting.RemoveFirst();
            _turns.Remove(session);
            if (session.Value.Waiting.Count > 0) _turns.AddLast(session);
            Occupy(connection, session.Value, turn.Unit);
            turn.SetResult(connection);
        }
    }

    private void Occupy(LinkConnection connection, LinkSession session, byte unit)
    {
        connection.RequestsInFlight++;
        _silent.Tried(unit);
        _shares.Begun(unit, session.Share);
        // The pace counts from the send itself, and that is still to come.
        if (_paceTicks > 0) _nextSendAt = long.MaxValue;
    }

    private void Sent(LinkSession session, byte unit)
    {
        lock (_lock)
        {
            if (_paceTicks > 0) _nextSendAt = Now() + _paceTicks;
            _shares.Sent(unit, session.Share, Now());
            GiveTurns();
        }
    }

    private long MaySendAt(LinkSession session, byte unit) =>
        _connection!.RequestsInFlight < _spec.RequestsInFlightMax
            ? Math.Max(Math.Max(_nextSendAt, _silent.MayTryAt(unit)), _shares.MaySendAt(unit, session.Share))
            : long.MaxValue;

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

    private static void FailWaiting(LinkSession session, Exception error)
    {
        foreach (var turn in session.Waiting) turn.TrySetException(error);
        session.Waiting.Clear();
    }

    private static Task<ReadOnlyMemory<byte>> Failed(Exception error) =>
        Task.FromException<ReadOnlyMemory<byte>>(error);
}
