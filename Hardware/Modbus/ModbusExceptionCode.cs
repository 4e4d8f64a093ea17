namespace Understudy.Hardware.Modbus;

/// <summary>Why a device refuses a request (Modbus Application Protocol V1.1b3, 7).</summary>
public enum ModbusExceptionCode : byte
{
    IllegalFunction = 0x01,
    IllegalDataAddress = 0x02,
    IllegalDataValue = 0x03,
    ServerDeviceFailure = 0x04,

    /// <summary>Accepted; the work goes on after the answer.</summary>
    Acknowledge = 0x05,

    /// <summary>Not executed; may be tried again later.</summary>
    ServerDeviceBusy = 0x06,
    NegativeAcknowledge = 0x07,
    MemoryParityError = 0x08,
    GatewayPathUnavailable = 0x0A,

    /// <summary>The gateway says it: its device did not answer, so what became of the request is not known.</summary>
    GatewayTargetFailedToRespond = 0x0B,
}
