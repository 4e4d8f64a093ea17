using System.Buffers.Binary;

namespace Understudy.Hardware.Modbus;

/// <summary>Responses as PDUs: a server makes them, a client checks them against its request (Modbus Application
/// Protocol V1.1b3, 6 and 7).</summary>
public static class ModbusResponse
{
    private const byte ExceptionBit = 0x80;

    /// <summary>The answer to a request that reads (functions 1 to 4 and 23): byte count and data.</summary>
    public static byte[] OfData(ModbusFunction function, ReadOnlySpan<byte> data) =>
        [(byte)function, (byte)data.Length, .. data];

    /// <summary>The answer to a request that only writes: the request itself, or its first five bytes.</summary>
    public static byte[] OfEcho(ReadOnlySpan<byte> request) =>
        request[..Math.Min(request.Length, EchoBytes(request[0]))].ToArray();

    public static byte[] OfException(byte function, ModbusExceptionCode code) =>
        [(byte)(function | ExceptionBit), (byte)code];

    /// <summary>Whether the device said no, and how.</summary>
    public static bool IsException(ReadOnlySpan<byte> response, out ModbusExceptionCode code)
    {
        var refused = response.Length >= 2 && (response[0] & ExceptionBit) != 0;
        code = refused ? (ModbusExceptionCode)response[1] : default;
        return refused;
    }

    /// <summary>The data of an answer to a request that reads and that has no <see cref="Problem"/>.</summary>
    public static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> response) => response[2..];

    /// <summary>How long a response is, judged by its beginning; null where that does not tell.</summary>
    public static int? LengthOf(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return null;
        if ((head[0] & ExceptionBit) != 0) return 2;
        if (IsRead(head[0])) return head.Length > 1 ? 2 + head[1] : null;
        return Enum.IsDefined((ModbusFunction)head[0]) ? EchoBytes(head[0]) : null;
    }

    /// <summary>Why this can't be the response to that request; null where it can.</summary>
    public static string? Problem(ReadOnlySpan<byte> request, ReadOnlySpan<byte> response)
    {
        if (request.IsEmpty || response.IsEmpty) return "an empty PDU";
        if ((response[0] & ~ExceptionBit) != request[0])
            return $"a response of function {response[0]} to a request of function {request[0]}";
        if (LengthOf(response) is { } length && length != response.Length)
            return $"a response of {response.Length} bytes to function {request[0]}, {length} are expected";
        if ((response[0] & ExceptionBit) != 0 || !Enum.IsDefined((ModbusFunction)request[0])) return null;
        if (!IsRead(request[0]))
            return response.SequenceEqual(request[..Math.Min(request.Length, response.Length)])
                ? null
                : $"a response to function {request[0]} that does not repeat address and value of the request";
        if (response.Length < 2) return $"a response to function {request[0]} without its byte count";
        if (request.Length < 5) return null;
        var count = BinaryPrimitives.ReadUInt16BigEndian(request[3..]);
        var expected = request[0] is (byte)ModbusFunction.ReadCoils or (byte)ModbusFunction.ReadDiscreteInputs
            ? (count + 7) / 8
            : 2 * count;
        return response.Length == 2 + expected
            ? null
            : $"{response[1]} bytes of data in a response to function {request[0]}, {expected} were asked for";
    }

    internal static bool IsRead(byte function) =>
        function is >= 1 and <= 4 or (byte)ModbusFunction.ReadWriteMultipleRegisters;

    private static int EchoBytes(byte function) => function == (byte)ModbusFunction.MaskWriteRegister ? 7 : 5;
}
