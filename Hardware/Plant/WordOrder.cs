using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>
/// The order of a value's bytes in its two or four registers. ABCD is most significant first; CDAB has the registers in
/// reverse order, BADC the two bytes of each register, DCBA all bytes.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<WordOrder>))]
public enum WordOrder : byte
{
    ABCD,
    CDAB,
    BADC,
    DCBA,
}
