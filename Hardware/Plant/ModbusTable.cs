using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>The four tables of the Modbus data model (Modbus Application Protocol V1.1b3, 4.3).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModbusTable>))]
public enum ModbusTable : byte
{
    Coil,
    Discrete,
    Input,
    Holding,
}
