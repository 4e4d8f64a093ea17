using System.Text.Json.Serialization;

namespace Understudy.ShadowActors.Protocol;

/// <summary>Who serves a device's clients.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeviceMode>))]
public enum DeviceMode : byte
{
    /// <summary>The driver works; the shadow watches.</summary>
    Passive,

    /// <summary>The shadow answers and recovers the driver.</summary>
    Active,

    /// <summary>Given up for now: the shadow answers and probes slowly.</summary>
    Faulted,
}
