using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>What is known of a request that asks to change a device.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict : byte
{
    /// <summary>The device has not seen it and will not: it was refused, expired or superseded before it was sent.
    /// </summary>
    NotExecuted,

    /// <summary>Durably taken and not yet sent.</summary>
    Accepted,

    /// <summary>Given to the driver, its outcome not yet known.</summary>
    Sent,

    /// <summary>Executed: the device acknowledged it, or a read-back proves it.</summary>
    Confirmed,

    /// <summary>The device said no.</summary>
    Rejected,

    /// <summary>It may have been executed or not, and nothing tells which.</summary>
    Indeterminate,
}
