using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>How bits of a register are written.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BitWrites>))]
public enum BitWrites : byte
{
    /// <summary>By function 22, which leaves the other bits to the device; as below where it has no function 22
    /// (exception 01).</summary>
    Mask,

    /// <summary>The register is read, and written whole by function 6. What changed in its other bits between the two
    /// is lost.</summary>
    ReadModifyWrite,
}
