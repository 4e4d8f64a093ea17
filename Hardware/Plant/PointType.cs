using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>How a point lies in registers or coils.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PointType>))]
public enum PointType : byte
{
    /// <summary>A coil, a discrete input, or one bit of a register.</summary>
    Bool,
    Int16,

    /// <summary>A register, or some bits of one.</summary>
    Uint16,
    Int32,
    Uint32,
    Float32,

    /// <summary>IEEE 754 double in four registers.</summary>
    Float64,
    Int64,

    /// <summary>In four registers. What is above 2^63 - 1 is no value that Understudy can give.</summary>
    Uint64,

    /// <summary>Characters of ISO 8859-1, two in a register, filled up with zero bytes.</summary>
    String,

    /// <summary>Several fields, read and written together.</summary>
    Structure,
}
