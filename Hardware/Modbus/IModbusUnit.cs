namespace Understudy.Hardware.Modbus;

/// <summary>One unit of a server: what a unit id stands for (Modbus Messaging on TCP/IP V1.0b, 3.1.3).</summary>
public interface IModbusUnit
{
    /// <summary>
    /// Called for each well-formed request, for several at once, in the order in which one client sent them. An
    /// exception that is thrown answers the client with exception 04.
    /// </summary>
    ValueTask<ModbusAnswer> ExecuteAsync(ModbusRequest request, CancellationToken cancellation);
}
