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

    /// <summary>What the driver failed at twice is not given to it any more.</summary>
    Quarantined,

    /// <summary>The device was found to have begun anew.</summary>
    DeviceReset,

    /// <summary>The device's own value is the setting from here on.</summary>
    Adopted,

    /// <summary>Somebody, or a new declaration, took something out of quarantine.</summary>
    Lifted,

    /// <summary>People took the device out of service, or gave it back.</summary>
    Decided,
}
