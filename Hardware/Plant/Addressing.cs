using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>How the addresses of a profile are written.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Addressing>))]
public enum Addressing : byte
{
    /// <summary><see cref="ModbusAddress"/>: the table's name and the number on the wire.</summary>
    ZeroBased,

    /// <summary><see cref="ModiconAddress"/>: the numbers of many manuals.</summary>
    Modicon,
}
