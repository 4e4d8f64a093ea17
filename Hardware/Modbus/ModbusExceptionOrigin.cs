namespace Understudy.Hardware.Modbus;

/// <summary>Who says an exception (Modbus Application Protocol V1.1b3, 7).</summary>
internal static class ModbusExceptionOrigin
{
    /// <summary>A gateway says it in the place of a device of which it heard nothing: no sign of life.</summary>
    public static bool IsOfGateway(this ModbusExceptionCode code) =>
        code is ModbusExceptionCode.GatewayPathUnavailable or ModbusExceptionCode.GatewayTargetFailedToRespond;
}
