using Akka.Actor;
using Akka.Event;
using Understudy.DriverActors.Protocol;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>How a gateway ends: in order, giving its claim back; or at once, since another owns it.</summary>
public sealed partial class GatewayActor
{
    private void ClaimLost(string reason)
    {
        if (_status == ClaimStatus.Lost) return;
        _log.Error("gateway {0}: {1}; this copy stops", _id, reason);
        _status = ClaimStatus.Lost;
        _stopReason = reason;
        _connection?.Link.Tell(new LinkCommands.Release());
        foreach (var slot in _slots.Values) slot.Shadow?.Tell(new ShadowOrders.ClaimLost(reason));
        RefuseAllWaiting();
        Timers.StartSingleTimer(Tick.StopTimeOver, Tick.StopTimeOver, StopTime);
        AllStopped();
    }

    private void BeginStop(string reason, bool isRemoved = false)
    {
        if (_stopReason is not null) return;
        (_stopReason, _isRemoved) = (reason, isRemoved);
        Timers.Cancel(Tick.Prove);
        Timers.StartSingleTimer(Tick.StopTimeOver, Tick.StopTimeOver, StopTime);
        foreach (var slot in _slots.Values) Stop(slot, reason, isRemoved);
        RefuseAllWaiting();
        AllStopped();
    }

    private void RefuseAllWaiting()
    {
        foreach (var slot in _slots.Values) RefuseAll(slot.Drain());
        RefuseAlarmOrders();
    }

    private void AllStopped()
    {
        if (_slots.Values.Any(slot => slot.Shadow is not null)) return;
        if (_connection is null || _status == ClaimStatus.Lost) LinkReleased();
        else _connection.Link.Tell(new LinkCommands.Release());
    }

    /// <summary>Nothing is open any more: give the claim back.</summary>
    private void LinkReleased()
    {
        if (_stopReason is null || _slots.Values.Any(slot => slot.Shadow is not null)) return;
        _endsAfterAppend = _appending;
        if (_appending || _status == ClaimStatus.Releasing) return;
        if (_status != ClaimStatus.Held)
        {
            Context.Stop(Self);
            return;
        }

        _status = ClaimStatus.Releasing;
        Append(new GatewayEvents.GatewayReleased(_clock.Now.Wall, _environment.Boot, UptimeMs(), _claim));
    }
}
