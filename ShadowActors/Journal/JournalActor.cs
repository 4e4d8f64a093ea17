using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Metrics;
using Understudy.ShadowActors.Serialization;
using static Understudy.ShadowActors.Journal.JournalMessages;

namespace Understudy.ShadowActors.Journal;

/// <summary>
/// Reads one stream to its end, then appends to it, always at the number after the last one read or written. It stops
/// as soon as it no longer knows what is durable; its keeper then lets a new one read again.
/// </summary>
internal sealed class JournalActor<TState, TEvent> : PersistentActor
    where TState : class
    where TEvent : class
{
    private readonly JournalStream<TState, TEvent> _stream;
    private readonly JournalLimits _limits;
    private readonly JournalBytes? _bytes;
    private readonly JournalTrouble _trouble;
    private readonly long _snapshotMax;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private TState _state;
    private long _sequence;
    private long _snapshotTried;
    private SnapshotsKept _snapshots;
    private long _number;
    private bool _isAnswered;
    private long _snapshotUnread;
    private Exception? _snapshotFailure;

    /// <param name="snapshotMax">Newer snapshots are passed over.</param>
    public JournalActor(
        JournalStream<TState, TEvent> stream,
        JournalLimits limits,
        JournalBytes? bytes,
        JournalTrouble trouble,
        long snapshotMax)
    {
        _snapshotMax = snapshotMax;
        _trouble = trouble;
        _bytes = bytes;
        _stream = stream;
        _limits = limits;
        _state = stream.Empty;
    }

    public override string PersistenceId => _stream.PersistenceId;

    public override Recovery Recovery => _snapshotMax == long.MaxValue
        ? Recovery.Default
        : new Recovery(new SnapshotSelectionCriteria(_snapshotMax));

    private IActorRef Keeper => Context.Parent;

    // All events are read where no snapshot could be; this is the only word of why it could not.
    protected override bool AroundReceive(Receive receive, object message)
    {
        if (message is LoadSnapshotFailed failed) _snapshotFailure = failed.Cause;
        return base.AroundReceive(receive, message);
    }

    protected override bool ReceiveRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: TState state } offer:
                _state = state;
                _sequence = _snapshotTried = offer.Metadata.SequenceNr;
                _snapshots = _snapshots.WithSaved(_sequence);
                return true;
            case SnapshotOffer offer:
                _log.Warning(
                    "{0}: a snapshot is {1}; what came before it is read instead.", PersistenceId, offer.Snapshot);
                _snapshotUnread = offer.Metadata.SequenceNr;
                return false;
            case RecoveryCompleted:
                OnReadToTheEnd();
                return true;
            default:
                Fold(message);
                return true;
        }
    }

    protected override bool ReceiveCommand(object message)
    {
        switch (message)
        {
            case Append<TEvent> append: Write(append); return true;
            case SaveSnapshotSuccess saved: OnSnapshotSaved(saved.Metadata.SequenceNr); return true;
            case SaveSnapshotFailure failed:
                _log.Warning(
                    "{0}: no snapshot at {1}: {2}", PersistenceId, failed.Metadata.SequenceNr, failed.Cause.Message);
                return true;
            case DeleteSnapshotsFailure failed:
                _log.Warning("{0}: old snapshots stay: {1}", PersistenceId, failed.Cause.Message);
                return true;
            case DeleteSnapshotsSuccess: return true;
            default: return false;
        }
    }

    // Akka reads the highest number before it replays up to it, and waits for this node's own writes to end first, so
    // the two differ only where rows are missing.
    private void OnReadToTheEnd()
    {
        if (_sequence == LastSequenceNr)
        {
            Keeper.Tell(new JournalReports.Ready<TState>(_state, _sequence));
            return;
        }

        if (!TellOfBeginning()) Keeper.Tell(new Unreadable(
            $"{PersistenceId} ends with {LastSequenceNr}, but what can be read ends with {_sequence}: "
            + "rows are missing."));
        Context.Stop(Self);
    }

    /// <summary>The first events are deleted, so a snapshot is needed: an older one where the bytes of this one can't
    /// be read, and a new try where none was offered at all.</summary>
    /// <returns>False: it is not that.</returns>
    private bool TellOfBeginning()
    {
        if (_sequence > 0 || LastSequenceNr <= 1) return false;
        if (_snapshotFailure is { } failure) Keeper.Tell(new Unavailable(_trouble.Of(failure)));
        else if (_snapshotUnread > 0) Keeper.Tell(new JournalReports.SnapshotUnread(_snapshotUnread));
        else if (_snapshotMax < long.MaxValue) return false;
        else Keeper.Tell(new Unavailable(
            $"{PersistenceId} has no event before {LastSequenceNr}, and no snapshot in their place"));
        return true;
    }

    private void Fold(object message)
    {
        if (LastSequenceNr != _sequence + 1)
            throw new SerializationException($"it follows {_sequence}: rows are missing");
        var happened = message is EncodedEvent encoded
            ? UnderstudySerializer.Read(encoded.Bytes, encoded.Manifest)
            : message;
        _state = _stream.Apply(_state, happened as TEvent
            ?? throw new SerializationException($"a {happened.GetType().Name} can't be in this stream"));
        _sequence = LastSequenceNr;
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        var unreadable = JournalTrouble.Causes(reason).FirstOrDefault(cause =>
            cause is SerializationException or FormatException or InvalidCastException);
        if (message is null && unreadable is null)
        {
            Keeper.Tell(new Unavailable(_trouble.Of(reason)));
            return;
        }

        if (TellOfBeginning()) return;
        var number = message is null ? LastSequenceNr + 1 : LastSequenceNr;
        var manifest = message switch
        {
            null => null,
            EncodedEvent encoded => encoded.Manifest,
            _ => EventManifests.ManifestOf(message.GetType()) ?? message.GetType().Name,
        };
        var why = (unreadable ?? reason).Message;
        Keeper.Tell(new Unreadable(
            $"{PersistenceId} number {number} can't be read: {(manifest is null ? "" : $"{manifest}: ")}{why}"));
    }

    private void Write(Append<TEvent> append)
    {
        EncodedEvent[] encoded;
        var next = _state;
        try
        {
            if (append.Events.IsDefaultOrEmpty) throw new ArgumentException("An append has at least one event.");
            encoded = [.. append.Events.Select(UnderstudySerializer.Encode)];
            foreach (var happened in append.Events) next = _stream.Apply(next, happened);
        }
        catch (Exception error) when (error is SerializationException or ArgumentException)
        {
            Keeper.Tell(new JournalReports.Refused(append.Number, error.Message));
            return;
        }

        _number = append.Number;
        _isAnswered = false;
        var left = encoded.Length;
        PersistAll(encoded, _ =>
        {
            if (--left > 0) return;
            _state = next;
            _sequence = LastSequenceNr;
            _bytes?.Add(encoded.Sum(each => (long)each.Bytes.Length));
            Keeper.Tell(new JournalReports.Written(append.Number, _sequence));
            SaveSnapshotIfDue();
        });
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        if (_isAnswered) return;
        _isAnswered = true;
        Keeper.Tell(new JournalReports.Rejected(_number, _trouble.Of(cause)));

        // Akka has counted the rejected events, so the next append would leave a hole.
        Context.Stop(Self);
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Keeper.Tell(new JournalReports.InDoubt(_number, _trouble.Of(cause)));

    private void SaveSnapshotIfDue()
    {
        if (_sequence - _snapshotTried < _limits.SnapshotEveryEvents) return;
        _snapshotTried = _sequence;
        SaveSnapshot(_state);
    }

    private void OnSnapshotSaved(long sequence)
    {
        _snapshots = _snapshots.WithSaved(sequence);
        if (_snapshots.Surplus > 0) DeleteSnapshots(new SnapshotSelectionCriteria(_snapshots.Surplus));
    }
}
