using System.Text.Json;
using System.Text.Json.Serialization;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Serialization;

/// <summary>The JSON of events, snapshots and messages: camelCase, nulls left out. Ids, values and status codes bring
/// their own converters.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    IgnoreReadOnlyProperties = true,
    AllowOutOfOrderMetadataProperties = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ShadowEvents.Claimed))]
[JsonSerializable(typeof(ShadowEvents.ClaimReleased))]
[JsonSerializable(typeof(ShadowEvents.RequestDispatched))]
[JsonSerializable(typeof(ShadowEvents.RequestQueued))]
[JsonSerializable(typeof(ShadowEvents.RequestSettled))]
[JsonSerializable(typeof(ShadowEvents.DispatchVoided))]
[JsonSerializable(typeof(ShadowEvents.JournalResumed))]
[JsonSerializable(typeof(ShadowEvents.AnswersRecorded))]
[JsonSerializable(typeof(ShadowEvents.GapRecorded))]
[JsonSerializable(typeof(ShadowEvents.DriverOpened))]
[JsonSerializable(typeof(ShadowEvents.DriverFailed))]
[JsonSerializable(typeof(ShadowEvents.RestartOrdered))]
[JsonSerializable(typeof(ShadowEvents.FaultInjected))]
[JsonSerializable(typeof(ShadowEvents.StageCompleted))]
[JsonSerializable(typeof(ShadowEvents.TransferPlanned))]
[JsonSerializable(typeof(ShadowEvents.SettingsTransferred))]
[JsonSerializable(typeof(ShadowEvents.RecoveryCompleted))]
[JsonSerializable(typeof(ShadowEvents.DeviceFaulted))]
[JsonSerializable(typeof(ShadowEvents.KeysForgotten))]
[JsonSerializable(typeof(ShadowEvents.OverlayChanged))]
[JsonSerializable(typeof(ShadowEvents.AlarmRaised), TypeInfoPropertyName = "DeviceAlarmRaised")]
[JsonSerializable(typeof(ShadowEvents.AlarmReturned), TypeInfoPropertyName = "DeviceAlarmReturned")]
[JsonSerializable(typeof(ShadowEvents.AlarmAcknowledged), TypeInfoPropertyName = "DeviceAlarmAcknowledged")]
[JsonSerializable(typeof(ShadowEvents.AlarmReset), TypeInfoPropertyName = "DeviceAlarmReset")]
[JsonSerializable(typeof(ShadowEvents.AlarmShelved), TypeInfoPropertyName = "DeviceAlarmShelved")]
[JsonSerializable(typeof(ShadowEvents.AlarmUnshelved), TypeInfoPropertyName = "DeviceAlarmUnshelved")]
[JsonSerializable(typeof(GatewayEvents.AlarmRaised), TypeInfoPropertyName = "GatewayAlarmRaised")]
[JsonSerializable(typeof(GatewayEvents.AlarmReturned), TypeInfoPropertyName = "GatewayAlarmReturned")]
[JsonSerializable(typeof(GatewayEvents.AlarmAcknowledged), TypeInfoPropertyName = "GatewayAlarmAcknowledged")]
[JsonSerializable(typeof(GatewayEvents.AlarmReset), TypeInfoPropertyName = "GatewayAlarmReset")]
[JsonSerializable(typeof(GatewayEvents.AlarmShelved), TypeInfoPropertyName = "GatewayAlarmShelved")]
[JsonSerializable(typeof(GatewayEvents.AlarmUnshelved), TypeInfoPropertyName = "GatewayAlarmUnshelved")]
[JsonSerializable(typeof(GatewayEvents.GatewayClaimed))]
[JsonSerializable(typeof(GatewayEvents.OwnershipProven))]
[JsonSerializable(typeof(GatewayEvents.GatewayReleased))]
[JsonSerializable(typeof(PlantEvents.PlantApplied))]
[JsonSerializable(typeof(ShadowState))]
[JsonSerializable(typeof(GatewayState))]
[JsonSerializable(typeof(PlantState))]
[JsonSerializable(typeof(ShadowCommands.ReadPoints))]
[JsonSerializable(typeof(ShadowCommands.Mutate))]
[JsonSerializable(typeof(ShadowCommands.RestartDriver))]
[JsonSerializable(typeof(ShadowCommands.InjectFault))]
[JsonSerializable(typeof(ShadowCommands.ChangeAlarm), TypeInfoPropertyName = "ChangeDeviceAlarm")]
[JsonSerializable(typeof(ShadowReplies.AlarmAnswered))]
[JsonSerializable(typeof(GatewayCommands.ChangeAlarm), TypeInfoPropertyName = "ChangeGatewayAlarm")]
[JsonSerializable(typeof(ShadowQueries.GetRequest))]
[JsonSerializable(typeof(ShadowQueries.GetDevice))]
[JsonSerializable(typeof(ShadowQueries.GetGateway))]
[JsonSerializable(typeof(ShadowReplies.PointsRead))]
[JsonSerializable(typeof(ShadowReplies.RequestStatus))]
[JsonSerializable(typeof(ShadowReplies.Refused))]
[JsonSerializable(typeof(ShadowReplies.Done))]
[JsonSerializable(typeof(ShadowReplies.DeviceStatus))]
[JsonSerializable(typeof(ShadowReplies.GatewayStatus))]
[JsonSerializable(typeof(WireTraceMessages.SwitchWireTrace))]
[JsonSerializable(typeof(WireTraceMessages.GetWireTrace))]
[JsonSerializable(typeof(WireTraceMessages.WireTraceKept))]
[JsonSerializable(typeof(ShadowSubscriptions.Subscribe))]
[JsonSerializable(typeof(ShadowSubscriptions.Unsubscribe))]
[JsonSerializable(typeof(ShadowSubscriptions.Seen))]
[JsonSerializable(typeof(ShadowSubscriptions.Ended))]
[JsonSerializable(typeof(GatewayCommands.Declare))]
[JsonSerializable(typeof(GatewayCommands.Declared))]
[JsonSerializable(typeof(GatewayCommands.NoticesLost))]
[JsonSerializable(typeof(GatewayCommands.Retire))]
[JsonSerializable(typeof(GatewayCommands.HandOff))]
public sealed partial class UnderstudyJsonContext : JsonSerializerContext;
