using Akka.Actor;
using Akka.Event;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Metrics;
using static Understudy.ShadowActors.Journal.JournalMessages;

namespace Understudy.ShadowActors.Journal;

/// <summary>
/// The journal as its owner knows it, a child that never stops. Below it a <see cref="JournalActor{TState,TEvent}"/>
/// reads and writes, and stops whenever it no longer knows what is durable.
/// <code>
/// Reading   -- read to the end --> Up          the owner gets Recovered
/// Reading   -- store away ------> Resting      the owner gets Unavailable
/// Reading   -- bad snapshot ----> Ending       to read from an older one; only where it needs one
/// Reading   -- bad event -------> Unreadable   the owner gets Unreadable; for good
/// Up        -- in doubt --------> Ending       the owner gets AppendFailed; what else the writer says is ignored
/// Up        -- append after a long silence --> Ending, Resting, Reading: it is appended if the stream is as it was;
///                                              else the owner gets AppendFailed, and Recovered
/// Up        -- writer stopped --> Resting      the owner gets AppendFailed if an append was under way,
///                                              else Unavailable
/// Ending    -- writer stopped --> Resting
/// Resting   -- after the wait --> Reading
/// </code>
/// </summary>
internal sealed class JournalKeeperActor<TState, TEvent> : ReceiveActor, IWithTimers
    where TState : class
    where TEvent : class
{
    private const string BeingRead = "journal is being read";
    private readonly JournalStream<TState, TEvent> _stream;
    private readonly JournalLimits _limits;
    private readonly Func<double> _random;
    private readonly JournalBytes? _bytes;
    private readonly JournalTrouble _trouble;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef _writer = ActorRefs.Nobody;
    private Append<TEvent>? _held;
    private long? _underWay;
    private long _snapshotMax = long.MaxValue;
    private long _sequence;
    private long _askedAt;
    private int _reads;
    private int _tries;
    private bool _isReported;
    private bool _isTroubleLogged;

    public JournalKeeperActor(
        JournalStream<TState, TEvent> stream,
        JournalLimits limits,
        Func<double> random,
        JournalBytes? bytes,
        JournalTrouble trouble,
        TimeProvider time)
    {
        _time = time;
        _trouble = trouble;
        _bytes = bytes;
        _stream = stream;
        _limits = limits;
        _random = random;
        Reading();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private static IActorRef Owner => Context.Parent;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PreStart() => Read();

    private void Read()
    {
        _isReported = false;
        _askedAt = _time.GetTimestamp();
        _writer = Context.ActorOf(
            Props.Create(() => new JournalActor<TState, TEvent>(_stream, _limits, _bytes, _trouble, _snapshotMax)),
            $"reading-{++_reads}");
        Context.Watch(_writer);
    }

    private void Reading()
    {
        Refusing(BeingRead);
        Receive<JournalReports.Ready<TState>>(OfWriter, ready =>
        {
            _snapshotMax = long.MaxValue;
            Become(Up);
            if (_held is { } held && ready.Sequence == _sequence)
            {
                _held = null;
                Write(held);
                return;
            }

            _sequence = ready.Sequence;
            GiveUpHeld("another writer has written meanwhile");
            Owner.Tell(new Recovered<TState>(ready.State, ready.Sequence));
        });
        Receive<JournalReports.SnapshotUnread>(OfWriter, unread =>
        {
            _snapshotMax = unread.Sequence - 1;
            Become(() => Ending(() => TimeSpan.Zero));
        });
        Receive<Unavailable>(OfWriter, unavailable =>
        {
            GiveUpHeld(unavailable.Reason);
            _isReported = true;
            LogTrouble(unavailable.Reason);
            Owner.Tell(unavailable);
        });
        Receive<Unreadable>(OfWriter, unreadable =>
        {
            _log.Error("{0}", unreadable.What);
            GiveUpHeld(unreadable.What);
            Owner.Tell(unreadable);
            Become(() => IsUnreadable(unreadable.What));
        });
        Receive<Terminated>(OfWriter, _ =>
        {
            GiveUpHeld("the journal stopped");
            if (!_isReported) Owner.Tell(new Unavailable("The journal stopped while it was being read."));
            Rest(Wait());
        });
        ReceiveAny(Ignore);
    }

    private void Up()
    {
        Receive<Append<TEvent>>(append =>
        {
            if (_underWay is { } number)
            {
                Owner.Tell(new AppendFailed(append.Number, InDoubt: false, $"append {number} is under way"));
                return;
            }

            _underWay = append.Number;
            Timers.StartSingleTimer(Overdue.Key, new Overdue(append.Number), _limits.AppendTimeMax);
            if (_time.GetElapsedTime(_askedAt) < _limits.SilenceMax)
            {
                Write(append);
                return;
            }

            // Another may have claimed meanwhile, and what it wrote may have gone into an archive: its numbers would be
            // free again.
            _held = append;
            Context.Stop(_writer);
            Become(() => Ending(() => TimeSpan.Zero));
        });
        Receive<JournalReports.Written>(OfWriter, written =>
        {
            _tries = 0;
            _sequence = written.Sequence;
            // A full disk can still be read: only a write shows that the trouble is over.
            if (_isTroubleLogged) _log.Info("{0}: written to {1}, up again.", _stream.PersistenceId, written.Sequence);
            _isTroubleLogged = false;
            Answered(new Appended(written.Number, written.Sequence));
        });
        Receive<JournalReports.Refused>(OfWriter, refused =>
        {
            // What is on record is told again, so that the owner can go on from there.
            Answered(new AppendFailed(refused.Number, InDoubt: false, refused.Reason));
            Context.Stop(_writer);
            Become(() => Ending(Wait));
        });
        Receive<JournalReports.Rejected>(OfWriter, rejected =>
        {
            Answered(new AppendFailed(rejected.Number, InDoubt: false, rejected.Reason));
            Become(() => Ending(() => TimeSpan.Zero));
        });
        Receive<JournalReports.InDoubt>(OfWriter, doubt =>
        {
            Fail(doubt.Number, doubt.Reason);
            Become(() => Ending(Wait));
        });
        Receive<Overdue>(overdue => overdue.Number == _underWay, overdue =>
        {
            Fail(overdue.Number, $"no answer within {_limits.AppendTimeMax.TotalSeconds:0.###} s");
            Context.Stop(_writer);
            Become(() => Ending(Wait));
        });
        Receive<Terminated>(OfWriter, _ =>
        {
            if (_underWay is { } number) Fail(number, "the journal stopped");
            else Owner.Tell(new Unavailable("The journal stopped."));
            Rest(Wait());
        });
        ReceiveAny(Ignore);
    }

    private void Ending(Func<TimeSpan> wait)
    {
        Refusing(BeingRead);
        Receive<Terminated>(OfWriter, _ => Rest(wait()));
        ReceiveAny(Ignore);
    }

    private void Resting()
    {
        Refusing(BeingRead);
        Receive<Retry>(_ =>
        {
            Read();
            Become(Reading);
        });
        ReceiveAny(Ignore);
    }

    private void IsUnreadable(string what)
    {
        Refusing(what);
        ReceiveAny(Ignore);
    }

    private void Refusing(string reason)
    {
        Receive<Append<TEvent>>(append => Owner.Tell(new AppendFailed(append.Number, InDoubt: false, reason)));
        Receive<Overdue>(
            overdue => overdue.Number == _held?.Number,
            _ => GiveUpHeld($"not read again within {_limits.AppendTimeMax.TotalSeconds:0.###} s"));
    }

    private void Write(Append<TEvent> append)
    {
        _askedAt = _time.GetTimestamp();
        _writer.Tell(append);
    }

    private void GiveUpHeld(string reason)
    {
        if (_held is not { } held) return;
        _held = null;
        Answered(new AppendFailed(held.Number, InDoubt: false, reason));
    }

    private void Rest(TimeSpan wait)
    {
        Timers.StartSingleTimer(Retry.Instance, Retry.Instance, wait);
        Become(Resting);
    }

    private TimeSpan Wait() => _limits.RetryWait(_tries++, _random());

    private void Fail(long number, string reason)
    {
        LogTrouble(reason);
        Answered(new AppendFailed(number, InDoubt: true, reason));
    }

    private void Answered(object answer)
    {
        Timers.Cancel(Overdue.Key);
        _underWay = null;
        Owner.Tell(answer);
    }

    private void LogTrouble(string reason)
    {
        if (!_isTroubleLogged) _log.Warning("{0}: {1}", _stream.PersistenceId, reason);
        _isTroubleLogged = true;
    }

    private bool OfWriter(object message) =>
        message is Terminated ended ? ended.ActorRef.Equals(_writer) : Sender.Equals(_writer);

    private void Ignore(object message) => _log.Debug("{0}: late {1}", _stream.PersistenceId, message.GetType().Name);

    private sealed record Overdue(long Number)
    {
        public static readonly string Key = nameof(Overdue);
    }

    private sealed class Retry
    {
        public static readonly Retry Instance = new();
    }
}
