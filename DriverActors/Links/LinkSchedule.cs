using Understudy.Hardware.Plant;

namespace Understudy.DriverActors.Links;

/// <summary>
/// Who sends next on a link: a safe action, else another change, else a read, though after some changes in a row a read
/// that waits has its turn. Among equals the sessions take turns, one request each. No more than
/// <see cref="LinkSpec.RequestsInFlightMax"/> are under way, two sends are <see cref="LinkSpec.Pace"/> apart, and a
/// device may have a smaller <see cref="LinkShare"/>. A unit that did not answer waits out a growing period
/// (<see cref="SilentUnits"/>), gives way to the others and never holds the last place (<see cref="LinkPlaces"/>), safe
/// actions excepted.
/// Calls for one request: <see cref="Occupy"/> or <see cref="Next"/>, <see cref="Sent"/> where there is a pace,
/// <see cref="Ended"/>. Touched under the gate's lock only.
/// </summary>
internal sealed class LinkSchedule
{
    /// <summary>So many changes in a row go before reads that wait; then one read has its turn.</summary>
    public const int ChangesInRowMax = 3;

    /// <summary>So many, where a safe action is the next of them.</summary>
    public const int SafeInRowMax = 8;

    private readonly LinkSpec _spec;
    private readonly TimeProvider _time;
    private readonly long _paceTicks;
    private readonly SilentUnits _silent;
    private readonly UnitShares _shares = new();
    private readonly AnswerTimes _answers = new();
    private readonly OverlapTrust? _trust;

    /// <summary>The sessions that have requests waiting, the next one first.</summary>
    private readonly LinkedList<LinkSession> _turns = [];

    /// <summary>That went before a read.</summary>
    private int _changesInRow;

    private long _nextSendAt = long.MinValue;
    private bool _isSending;

    public LinkSchedule(LinkSpec spec, TimeProvider time)
    {
        (_spec, _time) = (spec, time);
        AnswersTellApart = spec.TransactionId == TransactionIdRule.Match;
        _silent = new SilentUnits(time, isCostly: !AnswersTellApart);
        if (AnswersTellApart) _trust = new OverlapTrust(time);
        _paceTicks = (long)(spec.Pace.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>An answer tells whose it is; else nothing may be sent before the one under way has ended.</summary>
    public bool AnswersTellApart { get; }

    public bool IsAnyWaiting => _turns.Count > 0;

    /// <summary>A connection is up.</summary>
    /// <param name="isRenewal">Instead of one on which nothing was answered.</param>
    public LinkPlaces Connected(bool isRenewal)
    {
        // A connection that ended because nobody answered, or one did not, tells nothing new about the units.
        if (AnswersTellApart && !isRenewal) _silent.Clear();
        if (!isRenewal) _trust?.Reconnected();
        return new LinkPlaces(_spec.RequestsInFlightMax, _trust, _answers, _time);
    }

    public bool MaySendNow(LinkConnection connection, LinkSession session, LinkAsk ask, long now) =>
        session.Waiting.Count == 0 && MaySendAt(connection, session, ask, now) <= now;

    public void Enqueue(LinkSession session, LinkTurn turn)
    {
        session.Enqueue(turn);
        if (session.Waiting.Count == 1) _turns.AddLast(session);
    }

    public void Withdraw(LinkSession session, LinkTurn turn)
    {
        session.Waiting.Remove(turn);
        if (session.Waiting.Count == 0) _turns.Remove(session);
    }

    public void Fail(LinkSession session, Exception error)
    {
        _turns.Remove(session);
        FailWaiting(session, error);
    }

    public void FailAll(Func<Exception> error)
    {
        foreach (var session in _turns) FailWaiting(session, error());
        _turns.Clear();
    }

    /// <summary>Takes the next request that may be sent now, with its place; null: none.</summary>
    /// <param name="earliest">Then: when one may, without anything that ends before.</param>
    public (LinkTurn Turn, LinkPlace Place)? Next(LinkConnection connection, long now, out long earliest)
    {
        if (NextSession(connection, now, out earliest) is not { } next) return null;
        var session = next.Value;
        var turn = session.Waiting.First!.Value;
        session.Waiting.RemoveFirst();
        _turns.Remove(next);
        if (session.Waiting.Count > 0) _turns.AddLast(next);
        return (turn, Occupy(connection, session, turn.Ask.Unit, now));
    }

    public LinkPlace Occupy(LinkConnection connection, LinkSession session, byte unit, long now)
    {
        var place = connection.Places.Take(connection, now, _silent.IsSilent(unit));
        _silent.Tried(unit);
        session.IsHurried = false;
        _shares.Begun(unit, session.Share);
        // The pace counts from the send itself, and that is still to come.
        _isSending = _paceTicks > 0;
        return place;
    }

    public bool IsPaced(LinkSession session) => _paceTicks > 0 || session.Share.PaceTicks > 0;

    /// <param name="at">When; null: it was refused, and nothing was sent.</param>
    public void Sent(LinkSession session, byte unit, long? at)
    {
        _isSending = false;
        if (at is { } sent && _paceTicks > 0) _nextSendAt = sent + _paceTicks;
        _shares.Sent(unit, session.Share, at);
    }

    /// <param name="isLost">The connection was, meanwhile.</param>
    /// <param name="isAgain">It was sent for the second time.</param>
    public void Ended(
        LinkPlace place, LinkSession session, byte unit, ExchangeEnd end, bool isLost, bool isAgain, long now)
    {
        var places = place.Connection.Places;
        var held = places.End(place, now);
        var took = _time.GetElapsedTime(place.Since, now);
        _shares.Ended(unit, session.Share);
        if (end == ExchangeEnd.Answered) Learn(place, took, isAgain);
        if (end == ExchangeEnd.Silent && place.IsPast) end = ExchangeEnd.Unknown;
        else if (end == ExchangeEnd.Cut && IsSlow(places, unit, took)) end = ExchangeEnd.Silent;
        else if (isLost) end = ExchangeEnd.Cut;
        _silent.Ended(unit, end, took, held, kept: _trust is { IsProven: true } ? held : took);
    }

    public void ConnectionLostPastAttempt() => _trust?.ConnectionLost();

    /// <summary>So long that an answer could be expected no more: who cut it off only saw that first. One that answers
    /// may be slower than the others.</summary>
    private bool IsSlow(LinkPlaces places, byte unit, TimeSpan took) =>
        took >= _spec.ResponseTime / 2 || (took >= places.SlowTime && !_silent.Answers(unit));

    private void Learn(LinkPlace place, TimeSpan took, bool isAgain)
    {
        // A unit that was silent lately may have been so again, whatever was beside it.
        if (isAgain && !place.IsTry) _trust?.AnsweredOnlyAlone();
        else if (place.IsPast && place.Connection.Places.HasTry) _trust?.Answered();
        else if (!place.IsPast && !isAgain) _answers.Add(took);
    }

    /// <summary>Whose turn it is of those that may send now: see above, and an attempt at a silent unit after the
    /// others.</summary>
    private LinkedListNode<LinkSession>? NextSession(LinkConnection connection, long now, out long earliest)
    {
        earliest = connection.Places.FreeAt(now, isTry: false, isMutation: false, mayPass: true);
        if (earliest > now) return null;
        earliest = long.MaxValue;
        LinkedListNode<LinkSession>? safe = null, change = null, read = null, givesWay = null;
        for (var node = _turns.First; node is not null; node = node.Next)
        {
            var ask = node.Value.Waiting.First!.Value.Ask;
            var at = MaySendAt(connection, node.Value, ask, now);
            if (at > now) earliest = Math.Min(earliest, at);
            else if (!PassesPause(node.Value, ask) && _silent.GivesWay(ask.Unit, now)) givesWay ??= node;
            else if (ask.IsSafe) safe ??= node;
            else if (ask.IsMutation) change ??= node;
            else read ??= node;
        }

        var next = safe ?? change;
        var isReadsTurn = next is null || _changesInRow >= (safe is null ? ChangesInRowMax : SafeInRowMax);
        if (isReadsTurn && read is not null) next = read;
        if (next is not null && next == read) _changesInRow = 0;
        else if (next is not null && read is not null) _changesInRow++;
        return next ?? givesWay;
    }

    private long MaySendAt(LinkConnection connection, LinkSession session, LinkAsk ask, long now)
    {
        if (_isSending) return long.MaxValue;
        // A safe action may have the last place, beside other attempts.
        var isTry = _silent.IsSilent(ask.Unit) && !ask.IsSafe;
        var free = connection.Places.FreeAt(now, isTry, ask.IsMutation, mayPass: !ask.IsAgain);
        var silent = PassesPause(session, ask) ? 0 : PauseOf(ask);
        var own = Math.Max(silent, _shares.MaySendAt(ask.Unit, session.Share));
        return Math.Max(Math.Max(free, own), _nextSendAt);
    }

    private static bool PassesPause(LinkSession session, LinkAsk ask) => ask.IsSafe || session.IsHurried;

    /// <summary>Until when it waits because its unit is silent.</summary>
    private long PauseOf(LinkAsk ask)
    {
        var own = _silent.MayTryAt(ask.Unit);
        return own > 0 && !ask.IsMutation && IsChangeWaiting()
            ? Math.Max(own, _silent.GivesWayToChangesUntil(ask.Unit))
            : own;
    }

    /// <summary>Of a unit that is not silent: an attempt begun now may take longer than it is good for.</summary>
    private bool IsChangeWaiting()
    {
        foreach (var session in _turns)
            if (session.Waiting.First!.Value.Ask is { IsMutation: true } ask && _silent.MayTryAt(ask.Unit) == 0)
                return true;
        return false;
    }

    private static void FailWaiting(LinkSession session, Exception error)
    {
        foreach (var turn in session.Waiting) turn.TrySetException(error);
        session.Waiting.Clear();
    }
}
