namespace Understudy.Hardware.Modbus;

/// <summary>What one request may carry (Modbus Application Protocol V1.1b3, 4.1 and 6).</summary>
public static class ModbusLimits
{
    public const int PduBytesMax = 253;
    public const int ReadBitsMax = 2000;
    public const int ReadRegistersMax = 125;
    public const int WriteBitsMax = 1968;
    public const int WriteRegistersMax = 123;
    public const int ReadWriteRegistersMax = 121;

    /// <summary>Addresses in one table.</summary>
    public const int TableSize = 65536;
}
