using System.Collections.Frozen;
using System.Collections.Immutable;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Serialization;

/// <summary>
/// The names of everything that is written to the journal or sent between nodes. A name is never changed and never
/// given to another type: a type that changes incompatibly gets a new version beside the old one.
/// </summary>
public static class EventManifests
{
    /// <summary>What journals hold.</summary>
    public static readonly ImmutableArray<(string Manifest, Type Type)> Events =
    [
        ("claimed.v1", typeof(ShadowEvents.Claimed)),
        ("claim-released.v1", typeof(ShadowEvents.ClaimReleased)),
        ("request-dispatched.v1", typeof(ShadowEvents.RequestDispatched)),
        ("request-queued.v1", typeof(ShadowEvents.RequestQueued)),
        ("request-settled.v1", typeof(ShadowEvents.RequestSettled)),
        ("dispatch-voided.v1", typeof(ShadowEvents.DispatchVoided)),
        ("journal-resumed.v1", typeof(ShadowEvents.JournalResumed)),
        ("answers-recorded.v1", typeof(ShadowEvents.AnswersRecorded)),
        ("gap-recorded.v1", typeof(ShadowEvents.GapRecorded)),
        ("driver-opened.v1", typeof(ShadowEvents.DriverOpened)),
        ("driver-failed.v1", typeof(ShadowEvents.DriverFailed)),
        ("restart-ordered.v1", typeof(ShadowEvents.RestartOrdered)),
        ("fault-injected.v1", typeof(ShadowEvents.FaultInjected)),
        ("stage-completed.v1", typeof(ShadowEvents.StageCompleted)),
        ("transfer-planned.v1", typeof(ShadowEvents.TransferPlanned)),
        ("settings-transferred.v1", typeof(ShadowEvents.SettingsTransferred)),
        ("recovery-completed.v1", typeof(ShadowEvents.RecoveryCompleted)),
        ("device-faulted.v1", typeof(ShadowEvents.DeviceFaulted)),
        ("device-redeclared.v1", typeof(ShadowEvents.DeviceRedeclared)),
        ("keys-forgotten.v1", typeof(ShadowEvents.KeysForgotten)),
        ("overlay-changed.v1", typeof(ShadowEvents.OverlayChanged)),
        ("administrative-state-changed.v1", typeof(ShadowEvents.AdministrativeStateChanged)),
        ("lock-taken.v1", typeof(ShadowEvents.LockTaken)),
        ("lock-released.v1", typeof(ShadowEvents.LockReleased)),
        ("request-quarantined.v1", typeof(ShadowEvents.RequestQuarantined)),
        ("read-quarantined.v1", typeof(ShadowEvents.ReadQuarantined)),
        ("setting-skipped.v1", typeof(ShadowEvents.SettingSkipped)),
        ("group-skipped.v1", typeof(ShadowEvents.GroupSkipped)),
        ("quarantine-lifted.v1", typeof(ShadowEvents.QuarantineLifted)),
        ("setting-adopted.v1", typeof(ShadowEvents.SettingAdopted)),
        ("device-reset-detected.v1", typeof(ShadowEvents.DeviceResetDetected)),
        ("groups-forgotten.v1", typeof(ShadowEvents.GroupsForgotten)),
        ("ids-renamed.v1", typeof(ShadowEvents.IdsRenamed)),
        ("alarm-raised.v1", typeof(ShadowEvents.AlarmRaised)),
        ("alarm-returned.v1", typeof(ShadowEvents.AlarmReturned)),
        ("alarm-acknowledged.v1", typeof(ShadowEvents.AlarmAcknowledged)),
        ("alarm-reset.v1", typeof(ShadowEvents.AlarmReset)),
        ("alarm-shelved.v1", typeof(ShadowEvents.AlarmShelved)),
        ("alarm-unshelved.v1", typeof(ShadowEvents.AlarmUnshelved)),
        ("order-kept.v1", typeof(ShadowEvents.OrderKept)),
        ("gateway-claimed.v1", typeof(GatewayEvents.GatewayClaimed)),
        ("ownership-proven.v1", typeof(GatewayEvents.OwnershipProven)),
        ("gateway-released.v1", typeof(GatewayEvents.GatewayReleased)),
        ("gateway-alarm-raised.v1", typeof(GatewayEvents.AlarmRaised)),
        ("gateway-alarm-returned.v1", typeof(GatewayEvents.AlarmReturned)),
        ("gateway-alarm-acknowledged.v1", typeof(GatewayEvents.AlarmAcknowledged)),
        ("gateway-alarm-reset.v1", typeof(GatewayEvents.AlarmReset)),
        ("gateway-alarm-shelved.v1", typeof(GatewayEvents.AlarmShelved)),
        ("gateway-alarm-unshelved.v1", typeof(GatewayEvents.AlarmUnshelved)),
        ("plant-applied.v1", typeof(PlantEvents.PlantApplied)),
    ];

    /// <summary>What the snapshot table holds.</summary>
    public static readonly ImmutableArray<(string Manifest, Type Type)> Snapshots =
    [
        ("shadow-state.v1", typeof(ShadowState)),
        ("gateway-state.v1", typeof(GatewayState)),
        ("plant-state.v1", typeof(PlantState)),
    ];

    /// <summary>What nodes send each other.</summary>
    public static readonly ImmutableArray<(string Manifest, Type Type)> Messages =
    [
        ("msg.read-points.v1", typeof(ShadowCommands.ReadPoints)),
        ("msg.mutate.v1", typeof(ShadowCommands.Mutate)),
        ("msg.restart-driver.v1", typeof(ShadowCommands.RestartDriver)),
        ("msg.inject-fault.v1", typeof(ShadowCommands.InjectFault)),
        ("msg.set-state.v1", typeof(ShadowCommands.SetState)),
        ("msg.take-lock.v1", typeof(ShadowCommands.TakeLock)),
        ("msg.release-lock.v1", typeof(ShadowCommands.ReleaseLock)),
        ("msg.lift-quarantine.v1", typeof(ShadowCommands.LiftQuarantine)),
        ("msg.adopt-setting.v1", typeof(ShadowCommands.AdoptSetting)),
        ("msg.keep-answer.v1", typeof(ShadowCommands.KeepAnswer)),
        ("msg.change-alarm.v1", typeof(ShadowCommands.ChangeAlarm)),
        ("msg.get-request.v1", typeof(ShadowQueries.GetRequest)),
        ("msg.get-device.v1", typeof(ShadowQueries.GetDevice)),
        ("msg.get-gateway.v1", typeof(ShadowQueries.GetGateway)),
        ("msg.points-read.v1", typeof(ShadowReplies.PointsRead)),
        ("msg.request-status.v1", typeof(ShadowReplies.RequestStatus)),
        ("msg.refused.v1", typeof(ShadowReplies.Refused)),
        ("msg.alarm-answered.v1", typeof(ShadowReplies.AlarmAnswered)),
        ("msg.done.v1", typeof(ShadowReplies.Done)),
        ("msg.decided.v1", typeof(ShadowReplies.Decided)),
        ("msg.device-status.v1", typeof(ShadowReplies.DeviceStatus)),
        ("msg.gateway-status.v1", typeof(ShadowReplies.GatewayStatus)),
        ("msg.switch-wire-trace.v1", typeof(WireTraceMessages.SwitchWireTrace)),
        ("msg.get-wire-trace.v1", typeof(WireTraceMessages.GetWireTrace)),
        ("msg.wire-trace-kept.v1", typeof(WireTraceMessages.WireTraceKept)),
        ("msg.subscribe.v1", typeof(ShadowSubscriptions.Subscribe)),
        ("msg.unsubscribe.v1", typeof(ShadowSubscriptions.Unsubscribe)),
        ("msg.seen.v1", typeof(ShadowSubscriptions.Seen)),
        ("msg.ended.v1", typeof(ShadowSubscriptions.Ended)),
        ("msg.declare.v1", typeof(GatewayCommands.Declare)),
        ("msg.declared.v1", typeof(GatewayCommands.Declared)),
        ("msg.change-gateway-alarm.v1", typeof(GatewayCommands.ChangeAlarm)),
        ("msg.notices-lost.v1", typeof(GatewayCommands.NoticesLost)),
        ("msg.retire.v1", typeof(GatewayCommands.Retire)),
        ("msg.hand-off.v1", typeof(GatewayCommands.HandOff)),
    ];

    /// <summary>All three tables.</summary>
    public static readonly ImmutableArray<(string Manifest, Type Type)> All = [.. Events, .. Snapshots, .. Messages];

    private static readonly FrozenDictionary<string, Type> TypeByManifest =
        All.ToFrozenDictionary(row => row.Manifest, row => row.Type);

    private static readonly FrozenDictionary<Type, string> ManifestByType =
        All.ToFrozenDictionary(row => row.Type, row => row.Manifest);

    /// <summary>Null where the type is in no table.</summary>
    public static string? ManifestOf(Type type) => ManifestByType.GetValueOrDefault(type);

    /// <summary>Also of a version that is in no table.</summary>
    internal static bool IsSnapshot(string manifest) => Snapshots.Any(row =>
        manifest.StartsWith(row.Manifest[..(row.Manifest.LastIndexOf('.') + 1)], StringComparison.Ordinal));

    /// <summary>Null where the manifest is in no table.</summary>
    public static Type? TypeOf(string manifest) => TypeByManifest.GetValueOrDefault(manifest);
}
