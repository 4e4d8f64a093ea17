using System.Text.Json.Serialization;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>What a step of a recovery is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecoveryStepKind>))]
public enum RecoveryStepKind : byte
{
    /// <summary>A stage is done.</summary>
    Stage,

    /// <summary>A new incarnation was opened.</summary>
    Opened,

    /// <summary>The driver failed again.</summary>
    FailedAgain,

    /// <summary>The restart budget is spent.</summary>
    Faulted,

    /// <summary>Another owner took charge of the device.</summary>
    Claimed,

    /// <summary>A driver serves again.</summary>
    Serves,
}
