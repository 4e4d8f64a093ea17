using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>The kind of a device: supplies the defaults for recording, for answering while down and for replay.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeviceClass>))]
public enum DeviceClass : byte
{
    Measuring,
    Register,
    Actuator,
    Instrument,
    Stream,
    Packet,
    Block,
}
