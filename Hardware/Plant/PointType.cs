using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>How a point lies in registers or coils.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PointType>))]
public enum PointType : byte
{
    /// <summary>A coil, a discrete input, or one bit of a register.</summary>
    Bool,
    Int16,
    Uint16,
    Int32,
    Uint32,
    Float32,

    /// <summary>IEEE 754 double in four registers.</summary>
    Float64,
}
