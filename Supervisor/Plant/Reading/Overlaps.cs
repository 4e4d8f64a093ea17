using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Two points of a profile, or two fields of a structure, may share a register only as different bits of it.
/// </summary>
internal static class Overlaps
{
    public static void Check(IReadOnlyList<Occupied> all, ProblemList problems)
    {
        foreach (var table in all.GroupBy(one => one.At.Table))
        {
            var ownerByBit = new Dictionary<(int Offset, int Bit), Occupied>();
            // Whole registers first, so that a bit of one is the one to blame.
            foreach (var one in table.OrderBy(one => one.At.Bits is not null).ThenBy(one => one.Key.Line))
            {
                var other = Place(one, ownerByBit);
                if (other is null) continue;
                var (later, earlier) = IsAfter(one, other) ? (one, other) : (other, one);
                problems.Add(
                    later.Key,
                    $"'{later.Id}' at {later.At} overlaps '{earlier.Id}' at {Shown(earlier)}, declared in line "
                    + $"{earlier.Key.Line}.");
            }
        }
    }

    private static Occupied? Place(Occupied one, Dictionary<(int Offset, int Bit), Occupied> ownerByBit)
    {
        const int whole = -1;
        Occupied? found = null;
        for (var i = 0; i < one.Size; i++)
        {
            var offset = one.At.Offset + i;
            if (one.At.Bits is not { } bits)
            {
                if (!ownerByBit.TryAdd((offset, whole), one)) found ??= ownerByBit[(offset, whole)];
                continue;
            }

            if (ownerByBit.TryGetValue((offset, whole), out var owner)) found ??= owner;
            for (int bit = bits.First; bit <= bits.Last; bit++)
                if (!ownerByBit.TryAdd((offset, bit), one)) found ??= ownerByBit[(offset, bit)];
        }

        return found;
    }

    private static bool IsAfter(Occupied a, Occupied b) =>
        (a.Key.Line, a.Key.Column).CompareTo((b.Key.Line, b.Key.Column)) > 0;

    private static string Shown(Occupied one) => one.Size switch
    {
        1 => one.At.ToString(),
        2 => $"{one.At} and the next register",
        var size => $"{one.At} and the next {size - 1} registers",
    };
}
