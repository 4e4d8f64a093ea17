using Akka.Actor;
using Akka.Event;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>How the shadows of a gateway's devices are started.</summary>
public sealed partial class GatewayActor
{
    private bool IsRun(DeviceSpec device)
    {
        if (device.NotRun is not { } reason) return true;
        _log.Error("{0} is not run: {1}", device.Id, reason);
        return false;
    }

    /// <summary>A renamed device's journal is free when the shadow under its former id has ended.</summary>
    private bool MayStart(DeviceSlot slot) => slot is { Shadow: null, IsBroken: false }
        && !_slots.Values.Any(other =>
            other.Shadow is not null && other.Spec.JournalName == slot.Spec.JournalName);

    private string? WhyNotRun(DeviceId device) =>
        _wanted?.NotRun ?? _wanted?.Devices.FirstOrDefault(declared => declared.Id == device)?.NotRun;

    /// <summary>Renamed, it is declared still.</summary>
    private void ForgetContact(DeviceSpec device)
    {
        if (_running?.Devices.Any(other => other.JournalName == device.JournalName) != true)
            _contacts.Forget(device.JournalName);
    }

    private void StartShadow(DeviceSlot slot)
    {
        if (_connection is null || _running is null) return;
        if (ContactBefore(slot.Spec) is { } contact) _contacts.Set(slot.Spec.JournalName, contact);
        slot.Newest.Settings = null;
        var settings = SettingsOf(slot, _connection, _running);
        // Not named: a former shadow of the same device may still be on its way out.
        var shadow = Context.Watch(Context.ActorOf(_environment.ShadowProps(settings, _environment)));
        foreach (var expired in slot.Release(shadow, _clock.Now.Uptime))
            // Under its key it may have come before: only a shadow could say that nothing was sent.
            expired.Sender.Tell(new ShadowReplies.Refused(
                slot.Spec.Id.ToString(), RefusalKind.NotReady, "time over while its shadow was replaced",
                ServedBy.ShadowBlock, ShadowLimits.RetryAfter));
    }

    /// <summary>On the uptime clock; another start of a machine proves nothing of it.</summary>
    private TimeSpan? ContactBefore(DeviceSpec device) =>
        _before.Boot == _environment.Boot && _before.ContactAgeMs.TryGetValue(device.JournalName, out var ageMs)
            ? TimeSpan.FromMilliseconds(_before.UptimeMs - ageMs)
            : null;
}
