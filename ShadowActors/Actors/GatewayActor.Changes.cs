using Akka.Actor;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>What is declared, and what runs: shadows start, go on with another declaration, move to another link.
/// </summary>
public sealed partial class GatewayActor
{
    private void Declare(GatewaySpec spec)
    {
        if (_stopReason is not null) return;
        Sender.Tell(new GatewayCommands.Declared(_id));
        // Told again when it has ended, it begins with the other journal.
        if (_journalName is { } name && (name != spec.JournalName || spec.NotRun is not null))
        {
            BeginStop(spec.NotRun ?? "it goes on with another journal");
            return;
        }

        _wanted = spec;
        if (spec.NotRun is null) TakeJournal(spec.JournalName);
        Reconcile();
    }

    /// <summary>Brings what runs to what is declared. Where the link changes, all shadows leave it first.</summary>
    private void Reconcile()
    {
        if (_status != ClaimStatus.Held || _wanted is null || _stopReason is not null) return;
        if (GatewayPlan.IsDone(_running, _wanted)) return;
        var plan = GatewayPlan.Between(_running, _wanted);
        _running = _wanted;
        List<DeviceSpec> starting = [.. plan.Start.Where(IsRun)];
        var next = starting.ToDictionary(device => device.Id);
        foreach (var id in plan.Stop)
        {
            if (!_slots.TryGetValue(id, out var slot)) continue;
            slot.Next = next.GetValueOrDefault(id);
            if (slot.Shadow is null) Replace(slot);
            else if (slot.Next is null) Stop(slot, "the device is declared no more", isRemoved: true);
            else Stop(slot, "it was renamed, or its link is of another kind");
        }

        foreach (var device in starting)
        {
            // One that is still stopping was declared no more, and is declared again now.
            if (_slots.TryGetValue(device.Id, out var slot)) slot.Next = device;
            else _slots[device.Id] = new DeviceSlot(device);
        }

        foreach (var device in plan.Change)
            if (_slots.TryGetValue(device.Id, out var slot))
                Redeclare(slot, device);
        _relinking |= plan.Relink;
        if (plan.Relink)
            foreach (var slot in _slots.Values)
                Unlink(slot);
        StartWaiting();
    }

    /// <summary>Starts the shadows whose place is free, on the link that is declared.</summary>
    private void StartWaiting()
    {
        if (_relinking)
        {
            if (_slots.Values.Any(slot => slot is { Shadow: not null, IsUnlinked: false })) return;
            if (_connection is not null)
            {
                // A gateway may take only one connection at a time: the old one is closed before the new one opens.
                if (!_unlinking) _connection.Link.Tell(new LinkCommands.Release());
                _unlinking = true;
                return;
            }

            _relinking = false;
        }

        _connection ??= Connect(_running!);
        foreach (var slot in _slots.Values.ToList())
            // One that is stopping is followed by what is declared by then, which may be nothing.
            if (slot is { IsUnlinked: true, IsStopping: false }) Redeclare(slot, slot.Spec);
            else if (MayStart(slot)) StartShadow(slot);
    }

    private void Unlinked(IActorRef link)
    {
        if (!_unlinking || !link.Equals(_connection?.Link)) return;
        Disconnect();
        StartWaiting();
    }

    /// <summary>Its shadow goes on with what is declared of it now, on the link that is there now.</summary>
    private void Redeclare(DeviceSlot slot, DeviceSpec device)
    {
        slot.Next = device;
        // One that is stopping is followed by one that gets it.
        if (slot.IsStopping) return;
        slot.Spec = device;
        if (slot.Shadow is null || _connection is null || _running is null) return;
        slot.Newest.Settings = SettingsOf(slot, _connection, _running);
        slot.Shadow.Tell(new ShadowOrders.Redeclare());
        // The link is the old one still: what has left it need not leave it once more.
        if (!slot.IsUnlinked || _relinking) return;
        slot.IsUnlinked = false;
        Timers.Cancel((nameof(StopOverdue), slot.Spec.Id));
    }

    /// <summary>A gateway may take only one connection at a time: all leave the old link before the new one opens.
    /// </summary>
    private void Unlink(DeviceSlot slot)
    {
        if (slot.Shadow is null || slot.IsStopping || slot.IsUnlinked) return;
        slot.Shadow.Tell(new ShadowOrders.Unlink("its link changes"));
        Timers.StartSingleTimer(
            (nameof(StopOverdue), slot.Spec.Id), new StopOverdue(slot.Shadow),
            ShadowLimits.PlannedStopTimeMax + StopTime);
    }

    private void ShadowUnlinked(IActorRef shadow)
    {
        if (SlotOf(shadow) is not { IsStopping: false } slot || !_relinking) return;
        slot.IsUnlinked = true;
        StartWaiting();
    }

    private ShadowSettings SettingsOf(DeviceSlot slot, GatewayConnection connection, GatewaySpec running) => new(
        slot.Spec, GatewayConnection.Ownership(running, slot.Spec, _claim, _environment), connection.Gate,
        connection.Link, connection.DriverProps, _contacts)
    {
        Wire = connection.Wire,
        Newest = slot.Newest,
    };
}
