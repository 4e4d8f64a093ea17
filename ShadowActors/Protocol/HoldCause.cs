using System.Text.Json.Serialization;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What a setting is held for, where that may be over by the next recovery, which then compares it anew.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<HoldCause>))]
public enum HoldCause : byte
{
    /// <summary>It could not be read back.</summary>
    NotRead,

    /// <summary>It, or its restore group, is or was in quarantine, or is one of so many that the driver failed at that
    /// none of them is; nothing else is against writing it.</summary>
    Quarantine,

    /// <summary>Another one of its restore group.</summary>
    Group,
}
