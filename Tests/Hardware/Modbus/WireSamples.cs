using System.Globalization;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>What every type looks like on the wire, worked out by hand. A new type is a line for each of its values.
/// </summary>
public static class WireSamples
{
    /// <summary>Bytes are in hex, most significant first.</summary>
    private static readonly (PointType Type, PointValue Value, string Bytes)[] Table =
    [
        (PointType.Int16, PointValue.Of(-12345L), "CFC7"),
        (PointType.Int16, PointValue.Of(32767L), "7FFF"),
        (PointType.Uint16, PointValue.Of(65534L), "FFFE"),
        (PointType.Uint16, PointValue.Of(258L), "0102"),
        (PointType.Int32, PointValue.Of(-123456789L), "F8A432EB"),
        (PointType.Int32, PointValue.Of(16909060L), "01020304"),
        (PointType.Uint32, PointValue.Of(4294901760L), "FFFF0000"),
        (PointType.Uint32, PointValue.Of(2864434397L), "AABBCCDD"),
        (PointType.Float32, PointValue.Of(77.5146), "429B077A"),
        (PointType.Float32, PointValue.Of(-0.1), "BDCCCCCD"),
        (PointType.Float64, PointValue.Of(123456789.012345678), "419D6F34540CA458"),
        (PointType.Float64, PointValue.Of(-0.1), "BFB999999999999A"),
    ];

    /// <summary>The types that take whole registers.</summary>
    public static TheoryData<PointType> Types => [.. Table.Select(row => row.Type).Distinct()];

    /// <summary>The values of a type in each of the four orders, one after another in holding registers.</summary>
    public static WireSample[] Of(PointType type, int first)
    {
        var samples = new List<WireSample>();
        foreach (var order in Enum.GetValues<WordOrder>())
            foreach (var row in Table.Where(row => row.Type == type))
            {
                var registers = Registers(row.Bytes, order);
                var point = TestPlant.Point($"{type}-{order}-{samples.Count}", $"holding/{first}", type, order);
                samples.Add(new WireSample(point, row.Value, registers));
                first += registers.Length;
            }

        return [.. samples];
    }

    /// <summary>CDAB has the registers in reverse order, BADC the bytes of each register, DCBA both. One register is as
    /// the protocol has it, whatever the order.</summary>
    private static ushort[] Registers(string bytes, WordOrder order)
    {
        IEnumerable<string> words = bytes.Chunk(4).Select(digits => new string(digits)).ToList();
        if (bytes.Length > 4)
        {
            if (order is WordOrder.CDAB or WordOrder.DCBA) words = words.Reverse();
            if (order is WordOrder.BADC or WordOrder.DCBA) words = words.Select(word => word[2..] + word[..2]);
        }

        return [.. words.Select(word => ushort.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
    }
}
