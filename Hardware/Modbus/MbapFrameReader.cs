using System.Buffers;
using System.Buffers.Binary;
using Understudy.Hardware.Drivers;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// Cuts a stream of bytes into frames, however the stream was cut on its way (Modbus Messaging on TCP/IP V1.0b,
/// 3.1.3). Its memory is one buffer of fixed size. After a violation the stream has no frames any more: the
/// connection is to be closed.
/// </summary>
/// <param name="checksResponses">Also compares the length field with what the function code and the byte count of a
/// response say, so that a corrupt length is seen at once and not waited for.</param>
public sealed class MbapFrameReader(bool checksResponses) : IDisposable
{
    private const int BufferBytes = 4096;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _start;
    private int _end;

    /// <summary>Where the next bytes go; never empty once every whole frame has been read.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start.._end).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            return _buffer.AsMemory(_end, BufferBytes - _end);
        }
    }

    /// <summary>Bytes of a frame that is not whole yet.</summary>
    public int BufferedBytes => _end - _start;

    /// <summary>Tells how many bytes were put into <see cref="Free"/>.</summary>
    public void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, BufferBytes - _end);
        _end += bytes;
    }

    /// <summary>The next whole frame, if there is one.</summary>
    /// <exception cref="ProtocolViolationException">What came is not the beginning of a frame.</exception>
    public bool TryRead(out MbapFrame frame)
    {
        frame = default;
        var bytes = _buffer.AsSpan(_start.._end);
        if (bytes.Length < 4) return false;
        var protocol = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (protocol != 0) throw new ProtocolViolationException($"protocol id {protocol}, 0 is expected");
        if (bytes.Length < 6) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        if (length is < MbapFrame.LengthMin or > MbapFrame.LengthMax)
            throw new ProtocolViolationException(
                $"length field {length}, {MbapFrame.LengthMin} to {MbapFrame.LengthMax} is allowed");
        if (checksResponses && bytes.Length > MbapFrame.HeaderBytes) CheckLength(length, bytes[MbapFrame.HeaderBytes..]);
        var total = MbapFrame.HeaderBytes - 1 + length;
        if (bytes.Length < total) return false;
        frame = new MbapFrame(
            BinaryPrimitives.ReadUInt16BigEndian(bytes),
            bytes[6],
            _buffer.AsMemory(_start + MbapFrame.HeaderBytes, length - 1));
        _start += total;
        return true;
    }

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = ([], 0, 0);
    }

    private static void CheckLength(int length, ReadOnlySpan<byte> pdu)
    {
        if (ModbusResponse.LengthOf(pdu) is { } expected && expected != length - 1)
            throw new ProtocolViolationException(
                $"length field {length}, but a response to function {pdu[0] & 0x7F} like this one has {expected + 1}");
    }
}
