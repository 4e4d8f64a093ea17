namespace Understudy.Hardware.Modbus;

/// <summary>The units of a server.</summary>
public interface IModbusUnits
{
    /// <summary>Null: there is no such unit, and the client gets exception 0B as from a gateway.</summary>
    IModbusUnit? Find(byte unit);
}
