using Akka.Actor;
using Akka.Event;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.Supervisor.Manager.Domain;
using static Understudy.Supervisor.Manager.ShadowManagerMessages;

namespace Understudy.Supervisor.Manager;

/// <summary>What passes between the shadow manager and its journal.</summary>
public sealed partial class ShadowManagerActor
{
    private void ReceiveJournal()
    {
        Receive<JournalMessages.Recovered<PlantState>>(OnRecovered);
        Receive<Reread>(OnReread);
        Receive<JournalMessages.Appended>(OnAppended);
        Receive<JournalMessages.AppendFailed>(OnAppendFailed);
        Receive<JournalMessages.Unavailable>(unavailable => JournalLost(unavailable.Reason));
        Receive<JournalMessages.Unreadable>(OnUnreadable);
        Receive<Terminated>(OnJournalStopped, stopped => stopped.ActorRef.Equals(_journal));
        Receive<JournalDue>(_ => StartJournal());
    }

    private void StartJournal() => _journal = Context.Watch(Context.ActorOf(_environment.JournalProps.ForPlant()));

    private void OnRecovered(JournalMessages.Recovered<PlantState> recovered)
    {
        _journalUp = true;
        _problem = null;
        if (_declared is not null && recovered.State.Source == _declared.Source)
        {
            RefuseInDoubt();
            return;
        }

        if (_application?.Pending is { } append && recovered.State.Source == append.Event.Source)
        {
            Adopt(append.Next);
            return;
        }

        var recovery = ++_recovery;
        Task.Run(() => RecordedPlant.Of(recovered.State, _environment.TtlMax))
            .PipeTo(Self, Self, plant => new Reread(recovery, plant));
    }

    private void OnReread(Reread reread)
    {
        if (reread.Recovery != _recovery) return;
        _problem = reread.Recorded.Problem;
        if (_problem is not null) _log.Error("{0}", _problem);
        foreach (var warning in reread.Recorded.Warnings)
            _log.Warning("The recorded plant runs, but would be refused if it were applied today: {0}", warning);
        RefuseInDoubt();
        Adopt(reread.Recorded.Plant);
    }

    private void OnAppended(JournalMessages.Appended appended)
    {
        if (appended.Number != _appendNumber || _application?.Pending is not { } append) return;
        _log.Info("Plant {0} applied by {1}", append.Event.FileName, append.Event.Principal);
        _problem = null;
        Adopt(append.Next);
    }

    private void OnAppendFailed(JournalMessages.AppendFailed failed)
    {
        if (failed.Number != _appendNumber || _application?.Pending is null) return;
        _log.Warning("A plant could not be recorded: {0}", failed.Reason);
        if (failed.InDoubt)
        {
            _journalUp = false;
            _problem = failed.Reason;
            return;
        }

        Conclude(Refused($"The journal takes nothing now: {failed.Reason}."));
    }

    /// <summary>The journal has read itself to the end, and the plant that was in doubt is not there.</summary>
    private void RefuseInDoubt()
    {
        if (_application is not { Pending: { } append } || append.Next == _declared) return;
        Conclude(Refused("The plant could not be recorded; nothing was changed."));
    }

    private void JournalLost(string reason)
    {
        if (_problem != reason) _log.Warning("The plant's journal takes nothing: {0}", reason);
        _journalUp = false;
        _problem = reason;
        if (_application is { Pending: { } append } && append.Next != _declared)
        {
            Conclude(new PlantRefused(
                PlantRefusal.InDoubt,
                $"It is not known whether the plant was recorded: {reason}. Ask for it again.",
                []));
        }
    }

    private void OnUnreadable(JournalMessages.Unreadable unreadable)
    {
        _unreadable = true;
        JournalLost(unreadable.What);
    }

    private void OnJournalStopped(Terminated stopped)
    {
        // Reading it again would find the same: an operator has to look.
        if (_unreadable) return;
        JournalLost(_problem ?? "it stopped");
        Timers.StartSingleTimer("journal", JournalDue.Instance, _environment.JournalRestartDelay);
    }
}
