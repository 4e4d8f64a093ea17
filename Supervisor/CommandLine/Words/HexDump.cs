using System.Globalization;
using System.Text;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>Bytes for people: sixteen a line, with their place and what of them is text.</summary>
public static class HexDump
{
    private const int BytesPerLine = 16;

    public static IEnumerable<string> Lines(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length; at += BytesPerLine)
        {
            var line = new StringBuilder(at.ToString("x4", CultureInfo.InvariantCulture)).Append(' ');
            for (var i = 0; i < BytesPerLine; i++)
            {
                if (i == BytesPerLine / 2) line.Append(' ');
                line.Append(at + i < bytes.Length ? $" {bytes[at + i]:x2}" : "   ");
            }

            line.Append("  ");
            foreach (var each in bytes.AsSpan(at, Math.Min(BytesPerLine, bytes.Length - at)))
                line.Append(each is >= 0x20 and < 0x7F ? (char)each : '.');
            yield return line.ToString();
        }
    }
}
