using System.Text.Json;
using System.Text.Json.Serialization;
using Understudy.Hardware.Plant;
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
[JsonSerializable(typeof(ShadowEvents.AdministrativeStateChanged))]
[JsonSerializable(typeof(ShadowEvents.LockTaken))]
[JsonSerializable(typeof(ShadowEvents.LockReleased))]
[JsonSerializable(typeof(ShadowEvents.RequestQuarantined))]
[JsonSerializable(typeof(ShadowEvents.ReadQuarantined))]
[JsonSerializable(typeof(ShadowEvents.SettingSkipped))]
[JsonSerializable(typeof(ShadowEvents.QuarantineLifted))]
[JsonSerializable(typeof(ShadowEvents.SettingAdopted))]
[JsonSerializable(typeof(ShadowEvents.DeviceResetDetected))]
[JsonSerializable(typeof(GatewayEvents.GatewayClaimed))]
[JsonSerializable(typeof(GatewayEvents.OwnershipProven))]
[JsonSerializable(typeof(GatewayEvents.GatewayReleased))]
[JsonSerializable(typeof(PlantEvents.PlantApplied))]
[JsonSerializable(typeof(DeviceSpec))]
[JsonSerializable(typeof(ShadowState))]
[JsonSerializable(typeof(GatewayState))]
[JsonSerializable(typeof(PlantState))]
[JsonSerializable(typeof(ShadowCommands.ReadPoints))]
[JsonSerializable(typeof(ShadowCommands.Mutate))]
[JsonSerializable(typeof(ShadowCommands.RestartDriver))]
[JsonSerializable(typeof(ShadowCommands.InjectFault))]
[JsonSerializable(typeof(ShadowCommands.SetState))]
[JsonSerializable(typeof(ShadowCommands.TakeLock))]
[JsonSerializable(typeof(ShadowCommands.ReleaseLock))]
[JsonSerializable(typeof(ShadowCommands.LiftQuarantine))]
[JsonSerializable(typeof(ShadowCommands.AdoptSetting))]
[JsonSerializable(typeof(ShadowQueries.GetRequest))]
[JsonSerializable(typeof(ShadowQueries.GetDevice))]
[JsonSerializable(typeof(ShadowQueries.GetGateway))]
[JsonSerializable(typeof(ShadowReplies.PointsRead))]
[JsonSerializable(typeof(ShadowReplies.RequestStatus))]
[JsonSerializable(typeof(ShadowReplies.Refused))]
[JsonSerializable(typeof(ShadowReplies.Done))]
[JsonSerializable(typeof(ShadowReplies.Decided))]
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
[JsonSerializable(typeof(GatewayCommands.Retire))]
[JsonSerializable(typeof(GatewayCommands.HandOff))]
public sealed partial class UnderstudyJsonContext : JsonSerializerContext;
