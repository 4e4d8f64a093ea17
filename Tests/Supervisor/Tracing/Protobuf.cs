namespace Understudy.Tests.Supervisor.Tracing;

/// <summary>As much of the wire format of protocol buffers as a test needs.</summary>
internal static class Protobuf
{
    public static IEnumerable<byte[]> Fields(byte[] message, int field) => Read(message)
        .Where(each => each.Field == field && each.Bytes is not null).Select(each => each.Bytes!);

    public static IEnumerable<ulong> Numbers(byte[] message, int field) => Read(message)
        .Where(each => each.Field == field && each.Bytes is null).Select(each => each.Number);

    private static List<(int Field, ulong Number, byte[]? Bytes)> Read(byte[] message)
    {
        var read = new List<(int, ulong, byte[]?)>();
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            var field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    read.Add((field, Varint(message, ref at), null));
                    break;
                case 1:
                    read.Add((field, BitConverter.ToUInt64(message, at), null));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    read.Add((field, 0, message[at..(at + length)]));
                    at += length;
                    break;
                case 5:
                    read.Add((field, BitConverter.ToUInt32(message, at), null));
                    at += 4;
                    break;
                default: throw new FormatException($"No wire type: {key & 7}");
            }
        }

        return read;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }
}
