using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>How a mutation is answered while the driver is being recovered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WhenDown>))]
public enum WhenDown : byte
{
    /// <summary>The caller waits until recovery or its deadline.</summary>
    Block,

    /// <summary>Refused at once, with a hint when to try again.</summary>
    Busy,

    /// <summary>Durably accepted and executed after recovery, if that comes within the ttl.</summary>
    Queue,
}
