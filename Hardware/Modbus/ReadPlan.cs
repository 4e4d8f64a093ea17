using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// How a list of points is read with few requests: neighbours of one table together, within what one request may ask
/// (Modbus Application Protocol V1.1b3, 6.1 to 6.4). Where a device refuses a block with gaps, the runs between the
/// gaps are read, and where it refuses a run, its halves, down to single points.
/// </summary>
internal sealed class ReadPlan
{
    private readonly PointId[] _asked;

    private ReadPlan(PointId[] asked, PointAccess[] points, ReadBlock[] blocks) =>
        (_asked, Points, Blocks) = (asked, points, blocks);

    /// <summary>In the order they were asked for.</summary>
    public PointAccess[] Points { get; }

    public ReadBlock[] Blocks { get; }

    /// <param name="gapMax">Addresses nobody asked for that are read along rather than starting another request.
    /// </param>
    /// <param name="registersMax">Of one request, unless one point takes more.</param>
    public static ReadPlan Of(
        IReadOnlyList<PointId> asked,
        Func<PointId, PointAccess> access,
        int gapMax,
        int registersMax = ModbusLimits.ReadRegistersMax)
    {
        var points = asked.Select(access).ToArray();
        int[] places =
        [
            .. Enumerable.Range(0, points.Length)
                .Where(place => points[place].Request is not null)
                .OrderBy(place => points[place].At.Table)
                .ThenBy(place => points[place].At.Offset),
        ];
        return new ReadPlan([.. asked], points, [.. Divide(points, places, gapMax, registersMax)]);
    }

    public bool IsFor(IReadOnlyList<PointId> asked)
    {
        if (asked.Count != _asked.Length) return false;
        for (var i = 0; i < _asked.Length; i++)
            if (!ReferenceEquals(asked[i], _asked[i]) && asked[i] != _asked[i])
                return false;
        return true;
    }

    private static IEnumerable<ReadBlock> Divide(PointAccess[] points, int[] places, int gapMax, int registersMax)
    {
        for (var first = 0; first < places.Length;)
        {
            var at = points[places[first]].At;
            var end = at.Offset + points[places[first]].Size;
            var next = first + 1;
            var hasGap = false;
            var countMax = at.IsRegister ? registersMax : ModbusLimits.ReadBitsMax;
            for (; next < places.Length; next++)
            {
                var point = points[places[next]];
                var newEnd = Math.Max(end, point.At.Offset + point.Size);
                if (point.At.Table != at.Table || point.At.Offset - end > gapMax || newEnd - at.Offset > countMax)
                    break;
                hasGap |= point.At.Offset > end;
                end = newEnd;
            }

            yield return Block(points, places[first..next], hasGap);
            first = next;
        }
    }

    private static ReadBlock Block(PointAccess[] points, int[] members, bool hasGap)
    {
        var at = points[members[0]].At;
        var end = members.Max(place => points[place].At.Offset + points[place].Size);
        return new ReadBlock(
            at.Table, at.Offset, end - at.Offset, members,
            () => hasGap ? [.. Divide(points, members, 0, ModbusLimits.ReadRegistersMax)] : Halves(points, members));
    }

    private static ReadBlock[] Halves(PointAccess[] points, int[] members)
    {
        var first = points[members[0]];
        // Bits of one register are one request, however they are divided.
        if (members.All(place => points[place].At.Offset == first.At.Offset && points[place].Size == first.Size))
            return [];
        var half = members.Length / 2;
        return [Block(points, members[..half], hasGap: false), Block(points, members[half..], hasGap: false)];
    }
}
