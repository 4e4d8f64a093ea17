using System.Text.Json.Serialization;

namespace Understudy.ShadowActors.Protocol;

[JsonConverter(typeof(JsonStringEnumConverter<TransferResult>))]
public enum TransferResult : byte
{
    /// <summary>The device held the recorded value.</summary>
    Unchanged,

    /// <summary>Written, and acknowledged by the device.</summary>
    Written,

    /// <summary>The device said no.</summary>
    Rejected,

    /// <summary>Different, and not restored by itself.</summary>
    Held,

    /// <summary>Different, and the device's value is the setting from here on.</summary>
    Adopted,
}
