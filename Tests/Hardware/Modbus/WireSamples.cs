using System.Globalization;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>What every type looks like on the wire, worked out by hand. A new type is a line for each of its values.
/// </summary>
public static class WireSamples
{
    private const int TextLength = 9;

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
        (PointType.Int64, PointValue.Of(-1234567890123456789L), "EEDDEF0B82167EEB"),
        (PointType.Int64, PointValue.Of(long.MinValue), "8000000000000000"),
        (PointType.Uint64, PointValue.Of(72623859790382856L), "0102030405060708"),
        (PointType.Uint64, PointValue.Of(long.MaxValue), "7FFFFFFFFFFFFFFF"),
        (PointType.Float32, PointValue.Of(77.5146), "429B077A"),
        (PointType.Float32, PointValue.Of(-0.1), "BDCCCCCD"),
        (PointType.Float64, PointValue.Of(123456789.012345678), "419D6F34540CA458"),
        (PointType.Float64, PointValue.Of(-0.1), "BFB999999999999A"),
        (PointType.String, PointValue.Of("Oven 7a"), "4F76656E203761000000"),
        (PointType.String, PointValue.Of("\u00D6l 100 \u00B0C"), "D66C2031303020B04300"),
    ];

    /// <summary>The types that take whole registers.</summary>
    public static TheoryData<PointType> Types => [.. Table.Select(row => row.Type).Distinct()];

    /// <summary>The values of a type in each order that it has, one after another in holding registers.</summary>
    public static WireSample[] Of(PointType type, int first)
    {
        var samples = new List<WireSample>();
        foreach (var order in Orders(type))
            foreach (var row in Table.Where(row => row.Type == type))
            {
                var registers = Registers(row.Bytes, order);
                var point = TestPlant.Point($"{type}-{order}-{samples.Count}", $"holding/{first}", type, order);
                if (type == PointType.String) point = point with { Length = TextLength };
                samples.Add(new WireSample(point, row.Value, registers));
                first += registers.Length;
            }

        return [.. samples];
    }

    private static WordOrder[] Orders(PointType type) => type switch
    {
        PointType.Int16 or PointType.Uint16 => [WordOrder.ABCD],
        PointType.String => [WordOrder.ABCD, WordOrder.BADC],
        _ => Enum.GetValues<WordOrder>(),
    };

    /// <summary>CDAB has the registers in reverse order, BADC the two bytes of each register, DCBA both.</summary>
    private static ushort[] Registers(string bytes, WordOrder order)
    {
        IEnumerable<string> words = bytes.Chunk(4).Select(digits => new string(digits)).ToList();
        if (order is WordOrder.CDAB or WordOrder.DCBA) words = words.Reverse();
        if (order is WordOrder.BADC or WordOrder.DCBA) words = words.Select(word => word[2..] + word[..2]);
        return [.. words.Select(word => ushort.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
    }
}
