using System.Globalization;

namespace Understudy.Hardware.Modbus;

/// <summary>Exception codes in words (Modbus Application Protocol V1.1b3, 7).</summary>
public static class ModbusExceptionWords
{
    /// <summary>For example <c>exception 02: illegal data address</c>.</summary>
    public static string Describe(this ModbusExceptionCode code) =>
        string.Create(CultureInfo.InvariantCulture, $"exception {(byte)code:X2}: {Meaning(code)}");

    private static string Meaning(ModbusExceptionCode code) => code switch
    {
        ModbusExceptionCode.IllegalFunction => "illegal function",
        ModbusExceptionCode.IllegalDataAddress => "illegal data address",
        ModbusExceptionCode.IllegalDataValue => "illegal data value",
        ModbusExceptionCode.ServerDeviceFailure => "server device failure",
        ModbusExceptionCode.Acknowledge => "acknowledge, still working",
        ModbusExceptionCode.ServerDeviceBusy => "server device busy",
        ModbusExceptionCode.NegativeAcknowledge => "negative acknowledge",
        ModbusExceptionCode.MemoryParityError => "memory parity error",
        ModbusExceptionCode.GatewayPathUnavailable => "gateway path unavailable",
        ModbusExceptionCode.GatewayTargetFailedToRespond => "gateway target device failed to respond",
        _ => "a code of the device's own",
    };
}
