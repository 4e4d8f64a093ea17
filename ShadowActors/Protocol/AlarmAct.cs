using System.Text.Json.Serialization;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What happens to an alarm. Raised and Returned are the condition's, the others somebody's.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlarmAct>))]
public enum AlarmAct : byte
{
    Raised,

    /// <summary>The condition is over.</summary>
    Returned,
    Acknowledged,

    /// <summary>A latched alarm is let go.</summary>
    Reset,

    /// <summary>Set aside for a time, by somebody and for a reason.</summary>
    Shelved,

    /// <summary>By somebody, or because the time is over.</summary>
    Unshelved,
}
