using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>The gateway's claim and its journal.</summary>
public sealed partial class GatewayActor
{
    /// <summary>How long a gateway waits for the one that had its journal under another id, and which ends in
    /// <see cref="StopTime"/> at most. Then it claims what that one still has.</summary>
    public static readonly TimeSpan HandoverTimeMax = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan HandoverLookTime = TimeSpan.FromMilliseconds(200);

    private bool _isWriteFailing;
    private string? _journalName;
    private TimeSpan? _journalWanted;

    private void TakeJournal(string name)
    {
        if (_journalName is not null) return;
        var now = _clock.Now.Uptime;
        _journalWanted ??= now;
        if (!_environment.Journals.Take(name, Self) && now < _journalWanted + HandoverTimeMax)
        {
            Timers.StartSingleTimer(JournalDue.Instance, JournalDue.Instance, HandoverLookTime);
            return;
        }

        _journalName = name;
        _journal = Context.Watch(Context.ActorOf(_environment.JournalProps.ForGateway(name), "journal"));
    }

    private void GiveBackJournal()
    {
        if (_journalName is { } name) _environment.Journals.GiveBack(name, Self);
    }

    private bool FromJournal(object message)
    {
        switch (message)
        {
            case JournalDue:
                if (_stopReason is null && _wanted is { NotRun: null } wanted) TakeJournal(wanted.JournalName);
                return true;
            case JournalMessages.Recovered<GatewayState> recovered: Recovered(recovered.State); return true;
            case JournalMessages.Appended appended when appended.Number == _append: Appended(); return true;
            case JournalMessages.AppendFailed failed when failed.Number == _append:
                AppendFailed(failed.Reason);
                return true;
            case JournalMessages.AppendFailed or JournalMessages.Appended: return true;
            case JournalMessages.Unavailable unavailable: JournalAway(unavailable.Reason); return true;
            case JournalMessages.Unreadable unreadable:
                _log.Error("gateway {0} can't be claimed: {1}", _id, unreadable.What);
                _journalAway = (RefusalKind.JournalUnreadable, unreadable.What);
                return true;
            default: return false;
        }
    }

    private void Recovered(GatewayState state)
    {
        _appending = false;
        // A full disk can still be read: only a write shows that it takes any.
        if (!_isWriteFailing) JournalBack();
        AlarmsRecovered(state);
        LookAtAlarmsAgain();
        if (_status == ClaimStatus.None)
        {
            _before = state;
            _status = ClaimStatus.Claiming;
            AppendClaim();
        }
        else if (state.Claim?.Claim == _claim)
        {
            Held();
            if (_isWriteFailing) Prove();
        }
        else if (_status == ClaimStatus.Claiming && state.Claim?.Claim == _before.Claim?.Claim)
        {
            AppendClaim();
        }
        else
        {
            ClaimLost($"node {state.Claim?.Node} has claimed it");
        }

        AppendAlarms();
    }

    private void AppendClaim() => Append(new GatewayEvents.GatewayClaimed(
        _clock.Now.Wall, _environment.Boot, UptimeMs(), _claim, _environment.Node, _environment.Installation));

    private void Prove()
    {
        if (_status == ClaimStatus.Held && !_appending && _stopReason is null)
            Append(new GatewayEvents.OwnershipProven(
                _clock.Now.Wall, _environment.Boot, UptimeMs(), _claim, _contacts.AgesMs(_clock.Now.Uptime)));
        LookAtAlarmsAgain();
    }

    private void Append(params ImmutableArray<GatewayEvents.GatewayEvent> happened)
    {
        _appending = true;
        _journal.Tell(new JournalMessages.Append<GatewayEvents.GatewayEvent>(++_append, happened));
    }

    private void Appended()
    {
        _appending = false;
        _isWriteFailing = false;
        var isBack = JournalBack();
        if (_status == ClaimStatus.Claiming) Held();
        AlarmsAppended();
        if (isBack) LookAtAlarmsAgain();
        AfterAppend();
    }

    private void AppendFailed(string reason)
    {
        _appending = false;
        _isWriteFailing = true;
        JournalAway(reason);
        AfterAppend();
    }

    /// <summary>What ended meanwhile waited for this append only. A release that can't be recorded is not waited for: a
    /// successor waits for the send window to pass.</summary>
    private void AfterAppend()
    {
        if (_status == ClaimStatus.Releasing) Context.Stop(Self);
        else if (_endsAfterAppend) LinkReleased();
    }

    private void JournalAway(string reason)
    {
        if (_journalAway is null) _log.Warning("gateway {0}: the journal is away: {1}", _id, reason);
        _journalAway = (RefusalKind.JournalUnavailable, reason);
        LookAtAlarmsAgain();
    }

    /// <returns>It was away.</returns>
    private bool JournalBack()
    {
        if (_journalAway is null) return false;
        _log.Info("gateway {0}: the journal is back", _id);
        _journalAway = null;
        return true;
    }

    private void Held()
    {
        if (_status != ClaimStatus.Claiming) return;
        _status = ClaimStatus.Held;
        Timers.StartPeriodicTimer(Tick.Prove, Tick.Prove, ProofPeriod);
        TellStandingAlarms();
        Reconcile();
    }

    private sealed class JournalDue
    {
        public static readonly JournalDue Instance = new();
    }
}
