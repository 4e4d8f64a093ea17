using Akka.Actor;
using Akka.Event;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>The gateway's claim and its journal.</summary>
public sealed partial class GatewayActor
{
    private bool FromJournal(object message)
    {
        switch (message)
        {
            case JournalMessages.Recovered<GatewayState> recovered: Recovered(recovered.State); return true;
            case JournalMessages.Appended appended when appended.Number == _append: Appended(); return true;
            case JournalMessages.AppendFailed failed when failed.Number == _append:
                _appending = false;
                _log.Warning("gateway {0}: its claim could not be written: {1}", _id, failed.Reason);
                return true;
            case JournalMessages.AppendFailed or JournalMessages.Appended: return true;
            case JournalMessages.Unavailable unavailable:
                _log.Warning("gateway {0}: the journal is away: {1}", _id, unavailable.Reason);
                return true;
            case JournalMessages.Unreadable unreadable:
                _log.Error("gateway {0} can't be claimed: {1}", _id, unreadable.What);
                return true;
            default: return false;
        }
    }

    private void Recovered(GatewayState state)
    {
        if (_status == ClaimStatus.None)
        {
            _before = state;
            _status = ClaimStatus.Claiming;
            Append(new GatewayEvents.GatewayClaimed(
                _clock.Now.Wall, _environment.Boot, UptimeMs(), _claim, _environment.Node, _environment.Installation));
        }
        else if (state.Claim?.Claim == _claim)
        {
            Held();
        }
        else if (_status == ClaimStatus.Claiming && state.Claim?.Claim == _before.Claim?.Claim)
        {
            Append(new GatewayEvents.GatewayClaimed(
                _clock.Now.Wall, _environment.Boot, UptimeMs(), _claim, _environment.Node, _environment.Installation));
        }
        else
        {
            ClaimLost($"node {state.Claim?.Node} has claimed it");
        }
    }

    private void Append(GatewayEvents.GatewayEvent happened)
    {
        _appending = true;
        _journal.Tell(new JournalMessages.Append<GatewayEvents.GatewayEvent>(++_append, [happened]));
    }

    private void Appended()
    {
        _appending = false;
        if (_status == ClaimStatus.Claiming) Held();
        else if (_status == ClaimStatus.Lost) Context.Stop(Self);
        else if (_releasing) LinkReleased();
    }

    private void Held()
    {
        if (_status != ClaimStatus.Claiming) return;
        _status = ClaimStatus.Held;
        Timers.StartPeriodicTimer(Tick.Prove, Tick.Prove, ProofPeriod);
        Reconcile();
    }
}
