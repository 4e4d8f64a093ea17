using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.DriverActors.Links;

/// <summary>
/// The way onto a gateway's shared connection: who sends next. Sessions that wait take turns, one request each, a
/// session's mutations before its reads; no more than <see cref="LinkSpec.RequestsInFlightMax"/> are under way, two
/// sends are <see cref="LinkSpec.Pace"/> apart, and a device may have a smaller <see cref="LinkShare"/>. A unit that did
/// not answer waits out a growing period (<see cref="SilentUnits"/>), gives way to the others and never holds the last
/// place (<see cref="LinkPlaces"/>), safe actions excepted. A request that finds nothing before it that may be sent goes
/// out by the task that brings it, without a mailbox in between.
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
    private readonly AnswerTimes _answers = new();
    private readonly OverlapTrust? _trust;
    private readonly Lock _lock = new();

    /// <summary>The sessions that have requests waiting, the next one first.</summary>
    private readonly LinkedList<LinkSession> _turns = [];

    private LinkConnection? _connection;
    private TimeSpan _muteTime = LinkConnection.MuteTimeMin;
    private bool _isRenewing;
    private string _downReason = "not connected yet";
    private long _nextSendAt = long.MinValue;
    private bool _isSending;
    private volatile ClaimId? _claim;

    public LinkGate(LinkSpec spec, TimeProvider time)
    {
        (_spec, Time) = (spec, time);
        _silent = new SilentUnits(time, isCostly: spec.TransactionId == TransactionIdRule.Ignore);
        if (spec.TransactionId == TransactionIdRule.Match) _trust = new OverlapTrust();
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
            var places = new LinkPlaces(_spec.RequestsInFlightMax, _trust, _answers, Time);
            _connection = new LinkConnection(transport, places, mute, _muteTime, Time);
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
        LinkSession session, LinkRequest request, CancellationToken cancellation) =>
        ExchangeAsync(session, request, isAgain: false, cancellation);

    /// <param name="isAgain">It got no answer beside an attempt that another unit left unanswered.</param>
    private Task<ReadOnlyMemory<byte>> ExchangeAsync(
        LinkSession session, LinkRequest request, bool isAgain, CancellationToken cancellation)
    {
        LinkPlace place = default;
        LinkTurn? turn = null;
        lock (_lock)
        {
            if (session.IsRevoked) return Failed(new SendRefusedException(SendRefusal.SessionRevoked));
            if (_connection is null) return Failed(NotSent());
            // Whose time has come goes first, though the timer that says so may be late.
            if (_turns.Count > 0) GiveTurns();
            var now = Now();
            var ask = new LinkAsk(
                request.Unit, request.Permit is not null, request.Permit is { IsSafe: true }, isAgain);
            if (session.Waiting.Count == 0 && MaySendAt(session, ask, now) <= now)
            {
                place = Occupy(session, request.Unit, now);
            }
            else
            {
                if (session.Waiting.Count >= RequestsWaitingMax)
                    return Failed(new SendRefusedException(SendRefusal.QueueFull));
                turn = new LinkTurn(ask);
                session.Enqueue(turn);
                if (session.Waiting.Count == 1) _turns.AddLast(session);
                GiveTurns();
            }
        }

        return turn is null
            ? SendAsync(place, session, request, isAgain, cancellation)
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
        foreach (var session in _turns) FailWaiting(session, NotSent());
        _turns.Clear();
    }

    private async Task<ReadOnlyMemory<byte>> WaitAndSendAsync(
        LinkTurn turn, LinkSession session, LinkRequest request, CancellationToken cancellation)
    {
        LinkPlace place;
        await using (cancellation.UnsafeRegister(_ => Abandon(session, turn), null))
            place = await turn.Task.ConfigureAwait(false);
        return await SendAsync(place, session, request, turn.Ask.IsAgain, cancellation).ConfigureAwait(false);
    }

    private async Task<ReadOnlyMemory<byte>> SendAsync(
        LinkPlace place, LinkSession session, LinkRequest request, bool isAgain, CancellationToken cancellation)
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
        return await ExchangeAsync(session, request, isAgain: true, cancellation).ConfigureAwait(false);
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
            if (_paceTicks > 0 || session.Share.PaceTicks > 0) Sent(session, request.Unit, isSent);
        }
    }

    private void Ended(
        LinkPlace place, LinkSession session, byte unit, ExchangeEnd end, bool isLost, bool isAgain)
    {
        var connection = place.Connection;
        bool isMute;
        lock (_lock)
        {
            var now = Now();
            var held = connection.Places.End(place, now);
            var isBlamed = end == ExchangeEnd.Silent && place.IsPast;
            _silent.Ended(
                unit, isBlamed ? ExchangeEnd.Unknown : end, Time.GetElapsedTime(place.Since, now), held);
            if (end == ExchangeEnd.Answered) Learn(place, now, isAgain);
            if (isLost && place.IsPast && connection == _connection) _trust?.ConnectionLost();
            _shares.Ended(unit, session.Share);
            isMute = IsMuteAfter(connection, unit, end);
            // What went on it now would be cut off, and nobody could tell what became of it.
            if (isMute) DisconnectNow(connection.MuteReason);
            GiveTurns();
        }

        if (isMute) connection.TellMute();
    }

    private void Learn(LinkPlace place, long now, bool isAgain)
    {
        if (isAgain) _trust?.AnsweredOnlyAlone();
        else if (place.IsPast && place.Connection.Places.HasTry) _trust?.Answered();
        else if (!place.IsPast) _answers.Add(Time.GetElapsedTime(place.Since, now));
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
        while (_connection is not null && _turns.Count > 0)
        {
            var now = Now();
            if (Next(now, out var earliest) is not { } next)
            {
                WakeAt(earliest, now);
                return;
            }

            var session = next.Value;
            var turn = session.Waiting.First!.Value;
            session.Waiting.RemoveFirst();
            _turns.Remove(next);
            if (session.Waiting.Count > 0) _turns.AddLast(next);
            turn.SetResult(Occupy(session, turn.Ask.Unit, now));
        }
    }

    /// <summary>Whose turn it is: the first that may send now, an attempt at a silent unit after the others.</summary>
    /// <param name="earliest">Null is returned: when one may, without anything that ends before.</param>
    private LinkedListNode<LinkSession>? Next(long now, out long earliest)
    {
        earliest = _connection!.Places.FreeAt(now, isTry: false, isMutation: false, mayPass: true);
        if (earliest > now) return null;
        earliest = long.MaxValue;
        LinkedListNode<LinkSession>? givesWay = null;
        for (var node = _turns.First; node is not null; node = node.Next)
        {
            var ask = node.Value.Waiting.First!.Value.Ask;
            var at = MaySendAt(node.Value, ask, now);
            if (at > now) earliest = Math.Min(earliest, at);
            else if (PassesPause(node.Value, ask) || !_silent.GivesWay(ask.Unit, now)) return node;
            else givesWay ??= node;
        }

        return givesWay;
    }

    private LinkPlace Occupy(LinkSession session, byte unit, long now)
    {
        var place = _connection!.Places.Take(_connection, now, _silent.IsSilent(unit));
        _silent.Tried(unit);
        session.IsHurried = false;
        _shares.Begun(unit, session.Share);
        // The pace counts from the send itself, and that is still to come.
        _isSending = _paceTicks > 0;
        return place;
    }

    private void Sent(LinkSession session, byte unit, bool isSent)
    {
        lock (_lock)
        {
            _isSending = false;
            if (isSent && _paceTicks > 0) _nextSendAt = Now() + _paceTicks;
            _shares.Sent(unit, session.Share, isSent ? Now() : null);
            GiveTurns();
        }
    }

    private long MaySendAt(LinkSession session, LinkAsk ask, long now)
    {
        if (_isSending) return long.MaxValue;
        // A safe action may have the last place, beside other attempts.
        var isTry = _silent.IsSilent(ask.Unit) && !ask.IsSafe;
        var free = _connection!.Places.FreeAt(now, isTry, ask.IsMutation, mayPass: !ask.IsAgain);
        var silent = PassesPause(session, ask) ? 0 : _silent.MayTryAt(ask.Unit);
        var own = Math.Max(silent, _shares.MaySendAt(ask.Unit, session.Share));
        return Math.Max(Math.Max(free, own), _nextSendAt);
    }

    private static bool PassesPause(LinkSession session, LinkAsk ask) => ask.IsSafe || session.IsHurried;

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

    private static void FailWaiting(LinkSession session, Exception error)
    {
        foreach (var turn in session.Waiting) turn.TrySetException(error);
        session.Waiting.Clear();
    }

    private static Task<ReadOnlyMemory<byte>> Failed(Exception error) =>
        Task.FromException<ReadOnlyMemory<byte>>(error);
}
