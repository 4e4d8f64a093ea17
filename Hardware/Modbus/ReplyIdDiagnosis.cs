namespace Understudy.Hardware.Modbus;

/// <summary>Says what is wrong with the transaction id of a reply that no request had, for whoever has to set up the
/// link.</summary>
public static class ReplyIdDiagnosis
{
    /// <summary>A distance up to this is taken for a habit of the peer. A late reply's id is below those that wait, so
    /// that it is none of these.</summary>
    public const int HabitMax = 8;

    private const string IfAlways = "if each reply comes like this, the link setting 'transactionId: ignore' with "
        + "'inFlight: 1' tolerates it";

    /// <param name="asked">The ids that wait for an answer of the same unit.</param>
    /// <param name="before">Such an id on the connection before this one; null: there was none.</param>
    public static string Of(ushort seen, ReadOnlySpan<ushort> asked, ushort? before = null)
    {
        var what = $"a reply with transaction id 0x{seen:X4}, which no request had";
        if (asked.IsEmpty) return $"{what}, while nothing is asked";
        what = $"{what} (asked: {Words(asked)})";
        if (asked.Contains(Swapped(seen))) return $"{what}: the two bytes of the id are swapped";
        if (Distance(seen, asked) is { } distance) return $"{what}, {distance} more than asked: {IfAlways}";
        if (seen == 0) return $"{what}, nor ever has: {IfAlways}";
        return seen == before ? $"{what}, the same as on the connection before: {IfAlways}" : what;
    }

    /// <summary>Of replies that came while a request got none.</summary>
    /// <param name="seen">The id that all of them had.</param>
    public static string OfRepeated(ushort seen) =>
        $"replies came again and again with transaction id 0x{seen:X4}, whatever was asked: {IfAlways}";

    public static ushort Swapped(ushort id) => (ushort)((id << 8) | (id >> 8));

    private static int? Distance(ushort seen, ReadOnlySpan<ushort> asked)
    {
        var nearest = ushort.MaxValue;
        foreach (var id in asked) nearest = Math.Min(nearest, unchecked((ushort)(seen - id)));
        return nearest <= HabitMax ? nearest : null;
    }

    // As many may wait as the link has in flight, and one is enough to tell.
    private static string Words(ReadOnlySpan<ushort> asked) =>
        asked.Length == 1 ? $"0x{asked[0]:X4}" : $"0x{asked[0]:X4} and {asked.Length - 1} more";
}
