using System.Text.Json.Serialization;

namespace Understudy.ShadowActors.Protocol;

/// <summary>The three stages of a recovery, in order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecoveryStage>))]
public enum RecoveryStage : byte
{
    Stop,
    Reinitialise,
    Transfer,
}
