using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Links;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.DriverActors.Links;

/// <summary>
/// A link's schedule before units that answer, and one that does what a script says, in steps of a model's time: what
/// that one keeps from the others, and how long their requests wait until they are sent.
/// </summary>
internal sealed class LineModel
{
    public const byte Bad = 7;

    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private const int AnswerSteps = 2;
    private const int ReconnectSteps = 5;

    private readonly FakeTimeProvider _time = new();
    private readonly LinkSchedule _schedule;
    private readonly Peer _peer;
    private readonly int _responseSteps;
    private readonly (ExchangeEnd End, int Steps)[] _script;
    private readonly List<Unit> _units = [];
    private readonly List<UnderWay> _underWay = [];
    private readonly List<bool> _isKept = [];
    private LinkConnection? _connection;
    private int _step;
    private int _next;
    private int _peerBusyUntil;
    private int _upAt;

    /// <param name="script">What the bad unit's exchanges come to, over and over, and after how many steps where that
    /// is not a fixed time.</param>
    public LineModel(Peer peer, TimeSpan responseTime, (ExchangeEnd End, int Steps)[] script, int badPeriod)
    {
        (_peer, _script, _responseSteps) = (peer, script, (int)(responseTime / Step));
        var spec = LinkGateTestBase.Spec with
        {
            ResponseTime = responseTime,
            TransactionId = peer == Peer.WithoutIds ? TransactionIdRule.Ignore : TransactionIdRule.Match,
        };
        _schedule = new LinkSchedule(spec, _time);
        var gate = new LinkGate(spec, _time);
        for (byte unit = 1; unit <= 3; unit++) Add(unit, period: 20);
        Add(Bad, badPeriod);

        void Add(byte unit, int period) => _units.Add(new Unit(unit, NeighbourTestBase.Session(gate), period));
    }

    internal enum Peer
    {
        /// <summary>Answers each request for itself.</summary>
        Parallel,

        /// <summary>Works off one after the other, as before a serial line.</summary>
        Serial,

        /// <summary>The same, and nothing tells whose an answer is.</summary>
        WithoutIds,
    }

    /// <summary>The longest time that a request of another unit waited until it was sent.</summary>
    public TimeSpan WaitedMax { get; private set; }

    /// <summary>The most that the bad unit, while it did not answer, kept the others from sending within a minute.
    /// </summary>
    public TimeSpan KeptMax(TimeSpan within)
    {
        var window = (int)(within / Step);
        var (kept, most) = (0, 0);
        for (var i = 0; i < _isKept.Count; i++)
        {
            if (_isKept[i]) kept++;
            if (i >= window && _isKept[i - window]) kept--;
            most = Math.Max(most, kept);
        }

        return most * Step;
    }

    public LineModel Run(TimeSpan time)
    {
        for (var end = _step + (int)(time / Step); _step < end; _step++)
        {
            if (_connection is null && _step >= _upAt) Connect();
            foreach (var ended in _underWay.Where(exchange => exchange.EndsAt <= _step).ToList()) End(ended);
            foreach (var unit in _units) Ask(unit);
            GiveTurns();
            _isKept.Add(IsKept());
            _time.Advance(Step);
        }

        return this;
    }

    private long Now => _time.GetTimestamp();

    private void Connect() => _connection = new LinkConnection(
        new FakeTransport(), _schedule.Connected(isRenewal: false), _ => { }, TimeSpan.FromDays(1), _time);

    private bool IsKept()
    {
        if (_connection is null) return true;
        return _underWay.Exists(exchange => exchange.Unit.Number == Bad && exchange.Comes != ExchangeEnd.Answered)
            && _underWay.TrueForAll(exchange => exchange.Unit.Number == Bad)
            && _connection.Places.FreeAt(Now, isTry: false, isMutation: false, mayPass: true) > Now;
    }

    private void Ask(Unit unit)
    {
        if (_connection is null || unit.Turn is not null || unit.IsUnderWay || _step < unit.AsksAt) return;
        unit.Asked ??= _step;
        var ask = new LinkAsk(unit.Number, IsMutation: false, IsSafe: false, unit.IsAgain);
        if (_schedule.MaySendNow(_connection, unit.Session, ask, Now))
            Send(unit, _schedule.Occupy(_connection, unit.Session, unit.Number, Now));
        else
            _schedule.Enqueue(unit.Session, unit.Turn = new LinkTurn(ask));
    }

    private void GiveTurns()
    {
        while (_connection is not null && _schedule.IsAnyWaiting
            && _schedule.Next(_connection, Now, out _) is { } next)
        {
            var unit = _units.Single(unit => unit.Turn == next.Turn);
            unit.Turn = null;
            Send(unit, next.Place);
        }
    }

    private void Send(Unit unit, LinkPlace place)
    {
        if (unit.Number != Bad && (_step - unit.Asked!.Value) * Step is var waited && waited > WaitedMax)
            WaitedMax = waited;
        (unit.Asked, unit.IsUnderWay) = (null, true);
        var (end, steps) = unit.Number == Bad ? _script[_next++ % _script.Length] : (ExchangeEnd.Answered, 0);
        // The gate lets such an exchange go on to its end.
        if (end == ExchangeEnd.Cut && _peer == Peer.WithoutIds) end = ExchangeEnd.Silent;
        var begins = _peer == Peer.Parallel ? _step : Math.Max(_step, _peerBusyUntil);
        var busyUntil = begins + end switch
        {
            ExchangeEnd.Answered => AnswerSteps,
            ExchangeEnd.Absent => steps,
            _ => _responseSteps,
        };
        _peerBusyUntil = Math.Max(_peerBusyUntil, busyUntil);
        var endsAt = end == ExchangeEnd.Cut ? _step + steps : busyUntil;
        if (endsAt > _step + _responseSteps || end == ExchangeEnd.Silent)
            (end, endsAt) = (ExchangeEnd.Silent, _step + _responseSteps);
        _underWay.Add(new UnderWay(unit, place, end, endsAt));
    }

    private void End(UnderWay exchange)
    {
        _underWay.Remove(exchange);
        var (unit, place) = (exchange.Unit, exchange.Place);
        _schedule.Ended(place, unit.Session, unit.Number, exchange.Comes, isLost: false, unit.IsAgain, Now);
        unit.IsUnderWay = false;
        unit.IsAgain = exchange.Comes == ExchangeEnd.Silent && place.IsPast;
        unit.AsksAt = unit.IsAgain ? _step : _step + unit.Period;
        if (exchange.Comes != ExchangeEnd.Silent || _peer != Peer.WithoutIds) return;
        _schedule.FailAll(() => new InvalidOperationException());
        foreach (var other in _units) other.Turn = null;
        (_connection, _upAt) = (null, _step + ReconnectSteps);
    }

    private sealed record UnderWay(Unit Unit, LinkPlace Place, ExchangeEnd Comes, int EndsAt);

    private sealed class Unit(byte number, LinkSession session, int period)
    {
        public byte Number => number;

        public LinkSession Session => session;

        /// <summary>From the end of a request to the next one.</summary>
        public int Period => period;

        public LinkTurn? Turn { get; set; }

        public bool IsUnderWay { get; set; }

        public bool IsAgain { get; set; }

        public int AsksAt { get; set; }

        public int? Asked { get; set; }
    }
}
