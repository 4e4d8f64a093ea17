using CsCheck;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Modbus;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class MbapFrameReaderTests
{
    private static readonly Gen<(ushort Id, byte Unit, byte[] Pdu)> AnyFrame = Gen.Select(
        Gen.UShort, Gen.Byte, Gen.Byte.Array[1, ModbusLimits.PduBytesMax]);

    [Fact]
    public void Frames_come_out_as_they_went_in_however_the_stream_is_cut() =>
        Gen.Select(AnyFrame.Array[1, 8], Gen.Int[1, 700].Array[1, 20]).Sample((frames, cuts) =>
        {
            using var reader = new MbapFrameReader(checksResponses: false);
            var read = Feed(reader, [.. frames.SelectMany(Bytes)], cuts);
            Assert.Equal(frames.Select(Text), read);
            Assert.Equal(0, reader.BufferedBytes);
        });

    [Fact]
    public void One_byte_at_a_time_is_enough() =>
        AnyFrame.Array[1, 3].Sample(frames =>
        {
            using var reader = new MbapFrameReader(checksResponses: false);
            Assert.Equal(frames.Select(Text), Feed(reader, [.. frames.SelectMany(Bytes)], [1]));
        });

    [Fact]
    public void No_input_of_any_bytes_throws_anything_but_a_violation_or_leaves_more_than_a_part_of_a_frame() =>
        Gen.Select(Gen.Bool, Bytes(), Gen.Int[1, 5000].Array[1, 10]).Sample((checks, bytes, cuts) =>
        {
            using var reader = new MbapFrameReader(checks);
            try
            {
                Feed(reader, bytes, cuts);
            }
            catch (ProtocolViolationException)
            {
                // Allowed, and the only one.
                return;
            }

            Assert.InRange(reader.BufferedBytes, 0, MbapFrame.FrameBytesMax - 1);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(0x4700)]
    [InlineData(0xFFFF)]
    public void A_length_field_out_of_bounds_is_a_violation_before_the_rest_comes(int length)
    {
        using var reader = new MbapFrameReader(checksResponses: false);
        var error = Assert.Throws<ProtocolViolationException>(
            () => Feed(reader, [0, 1, 0, 0, (byte)(length >> 8), (byte)length], [6]));
        Assert.Contains($"length field {length},", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(254)]
    public void A_length_field_at_the_bounds_is_a_frame(int length)
    {
        using var reader = new MbapFrameReader(checksResponses: false);
        byte[] frame = [0, 1, 0, 0, 0, (byte)length, 9, .. new byte[length - 1]];
        Assert.Single(Feed(reader, frame, [frame.Length]));
    }

    [Fact]
    public void A_length_that_contradicts_the_response_is_seen_without_waiting_for_the_rest()
    {
        using var reader = new MbapFrameReader(checksResponses: true);
        Assert.Throws<ProtocolViolationException>(
            () => Feed(reader, [0, 1, 0, 0, 0, 0x47, 1, 1, 1, 5], [10]));
    }

    // Bytes that look like frames in parts: pure noise would end at the protocol id nearly always.
    private static Gen<byte[]> Bytes() => Gen.OneOf(
        Gen.Byte.Array[0, 6000],
        Gen.Select(Gen.UShort, Gen.Int[0, 300], Gen.Byte.Array[0, 300], (id, length, rest) =>
            (byte[])[(byte)(id >> 8), (byte)id, 0, 0, (byte)(length >> 8), (byte)length, .. rest])
            .Array[0, 20].Select(parts => parts.SelectMany(part => part).ToArray()));

    private static byte[] Bytes((ushort Id, byte Unit, byte[] Pdu) frame) =>
        ScriptedPeer.Client.Frame(frame.Id, frame.Unit, frame.Pdu);

    private static string Text((ushort Id, byte Unit, byte[] Pdu) frame) =>
        $"{frame.Id} {frame.Unit} {Convert.ToHexString(frame.Pdu)}";

    private static List<string> Feed(MbapFrameReader reader, ReadOnlySpan<byte> bytes, int[] cuts)
    {
        List<string> read = [];
        for (var i = 0; !bytes.IsEmpty; i++)
        {
            var count = Math.Min(Math.Min(cuts[i % cuts.Length], bytes.Length), reader.Free.Length);
            Assert.NotEqual(0, count);
            bytes[..count].CopyTo(reader.Free.Span);
            reader.Advance(count);
            bytes = bytes[count..];
            while (reader.TryRead(out var frame))
                read.Add(Text((frame.TransactionId, frame.Unit, frame.Pdu.ToArray())));
        }

        return read;
    }
}
