namespace Understudy.Hardware.Modbus;

/// <summary>What a unit answers: data or done, an exception, or nothing (Modbus Application Protocol V1.1b3, 4.1).
/// </summary>
public readonly record struct ModbusAnswer
{
    private ModbusAnswer(ReadOnlyMemory<byte> data, ModbusExceptionCode exception, bool isSilent) =>
        (Data, Exception, IsSilent) = (data, exception, isSilent);

    /// <summary>A request that writes was done.</summary>
    public static ModbusAnswer Done => default;

    /// <summary>The request gets no reply.</summary>
    public static ModbusAnswer Silent => new(default, default, isSilent: true);

    /// <summary>Packed bits or registers, as on the wire.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>0: none.</summary>
    public ModbusExceptionCode Exception { get; }

    public bool IsSilent { get; }

    /// <summary>Null: the reply goes onto the wire as it should.</summary>
    internal IReplyShape? Shape { get; init; }

    /// <summary>The reply is held until the next one of the connection, and sent right before it.</summary>
    internal bool WaitsForNext { get; init; }

    public static ModbusAnswer Of(ReadOnlyMemory<byte> data) => new(data, default, isSilent: false);

    public static ModbusAnswer Refused(ModbusExceptionCode code) => new(default, code, isSilent: false);
}
