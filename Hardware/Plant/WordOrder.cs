using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>The order of a 32-bit value's four bytes in its two registers; ABCD is most significant first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WordOrder>))]
public enum WordOrder : byte
{
    ABCD,
    CDAB,
    BADC,
    DCBA,
}
