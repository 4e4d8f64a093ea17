using System.Text.Json.Serialization;

namespace Understudy.ShadowActors.Protocol;

/// <summary>Who answered a request: the driver, or the shadow and with which strategy.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ServedBy>))]
public enum ServedBy : byte
{
    Driver,

    /// <summary>The shadow, from what the journal knows.</summary>
    ShadowRespond,

    /// <summary>The shadow, after the caller waited for a recovery that did not come in time.</summary>
    ShadowBlock,

    /// <summary>The shadow: not now, try again.</summary>
    ShadowBusy,

    /// <summary>The shadow, as the first request with this key was answered, or since the value is intended already.
    /// </summary>
    ShadowDrop,

    /// <summary>The shadow: accepted, to be executed after the recovery.</summary>
    ShadowQueue,

    /// <summary>The shadow: the request is not one that may be sent (range, role, type, key).</summary>
    ShadowCheck,
}
