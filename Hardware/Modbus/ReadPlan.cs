using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// How a list of points is read with few requests: neighbours of one table together, within what one request may ask
/// (Modbus Application Protocol V1.1b3, 6.1 to 6.4).
/// </summary>
internal sealed class ReadPlan
{
    /// <summary>Addresses nobody asked for that are read along rather than starting another request.</summary>
    public const int GapMax = 8;

    private readonly PointId[] _asked;

    private ReadPlan(PointId[] asked, PointAccess[] points, ReadBlock[] blocks) =>
        (_asked, Points, Blocks) = (asked, points, blocks);

    /// <summary>In the order they were asked for.</summary>
    public PointAccess[] Points { get; }

    public ReadBlock[] Blocks { get; }

    public static ReadPlan Of(IReadOnlyList<PointId> asked, Func<PointId, PointAccess> access)
    {
        var points = asked.Select(access).ToArray();
        var places = Enumerable.Range(0, points.Length)
            .Where(place => points[place].Form.Mismatch is null)
            .OrderBy(place => points[place].Form.At.Table)
            .ThenBy(place => points[place].Form.At.Offset);
        var blocks = new List<ReadBlock>();
        List<int> members = [];
        var (start, end) = (0, 0);
        foreach (var place in places)
        {
            var form = points[place].Form;
            var joins = members.Count > 0 && points[members[0]].Form.At.Table == form.At.Table
                && form.At.Offset - end <= GapMax
                && form.At.Offset + form.Size - start <= CountMax(form.At);
            if (!joins)
            {
                Flush();
                (start, end) = (form.At.Offset, 0);
            }

            members.Add(place);
            end = Math.Max(end, form.At.Offset + form.Size);
        }

        Flush();
        return new ReadPlan([.. asked], points, [.. blocks]);

        void Flush()
        {
            if (members.Count == 0) return;
            blocks.Add(new ReadBlock(points[members[0]].Form.At.Table, (ushort)start, end - start, [.. members]));
            members = [];
        }
    }

    public bool IsFor(IReadOnlyList<PointId> asked)
    {
        if (asked.Count != _asked.Length) return false;
        for (var i = 0; i < _asked.Length; i++)
            if (!ReferenceEquals(asked[i], _asked[i]) && asked[i] != _asked[i])
                return false;
        return true;
    }

    private static int CountMax(ModbusAddress at) =>
        at.IsRegister ? ModbusLimits.ReadRegistersMax : ModbusLimits.ReadBitsMax;
}
