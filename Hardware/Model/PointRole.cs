using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>What a point is to its device, which decides what may be done with it when a driver fails.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PointRole>))]
public enum PointRole : byte
{
    /// <summary>Changes by itself and can't be written.</summary>
    Measurement,

    /// <summary>Stays as written; may be restored after a recovery.</summary>
    Configuration,

    /// <summary>Acts on the process; never restored by itself.</summary>
    Output,

    /// <summary>A write is an act; only ever the client's own.</summary>
    Trigger,

    /// <summary>Written in a rhythm to show that the writer lives; only ever the client's own.</summary>
    Heartbeat,
}
