using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// Points of one table that are read with one request, and whether they are read by their parts instead: for long where
/// the device refused an address, or so many at once, which it may do only while it starts. A device that fails
/// (exception 04) may do so because of one point, and then they are read by their parts as long as it fails with some of
/// these only.
/// </summary>
/// <param name="members">Which of the points asked, by their place among them.</param>
/// <param name="parts">Makes smaller blocks of the same points; none where nothing is smaller.</param>
internal sealed class ReadBlock(ModbusTable table, ushort offset, int count, int[] members, Func<ReadBlock[]> parts)
{
    /// <summary>After so many failures in a row with the whole, and with no part, it is read by its parts for long.
    /// </summary>
    public const int FailuresMax = 3;

    /// <summary>Where the device failed with all parts of a block, they are not asked for again so soon.</summary>
    public static readonly TimeSpan VainPause = TimeSpan.FromSeconds(30);

    /// <summary>What is read by its parts for long is then tried whole again.</summary>
    public static readonly TimeSpan DividedTime = TimeSpan.FromMinutes(10);

    // Two reads at once may each change these; what one of them learnt is then learnt again.
    private readonly Lazy<ReadBlock[]> _parts = new(parts);
    private volatile bool _isDivided;
    private volatile int _failures;
    private long _partsAt = long.MinValue;
    private long _wholeAt = long.MinValue;

    public ushort Offset { get; } = offset;

    /// <summary>The registers that it reads; 0 where it reads bits.</summary>
    public int Registers { get; } = table is ModbusTable.Holding or ModbusTable.Input ? count : 0;

    public byte[] Pdu { get; } = new ModbusRequest.Read(table, offset, (ushort)count).ToPdu();

    public int[] Members { get; } = members;

    public ReadBlock[] Parts => _parts.Value;

    /// <summary>It is read by its parts.</summary>
    public bool IsDivided(long now) => _isDivided || IsDividedForLong(now);

    public bool IsDividedForLong(long now) => now < Volatile.Read(ref _wholeAt);

    public void Answered() => _failures = 0;

    /// <param name="timeEnd">When <see cref="DividedTime"/> is over.</param>
    public void DivideForLong(long timeEnd) => Volatile.Write(ref _wholeAt, timeEnd);

    /// <summary>Whether a device that failed with the whole is asked for the parts.</summary>
    public bool MayAskForParts(long now) => now >= Volatile.Read(ref _partsAt);

    /// <summary>The parts were read, because the device fails or did so the last time.</summary>
    /// <param name="failed">So many of the points it failed with.</param>
    /// <param name="pauseEnd">When <see cref="VainPause"/> is over.</param>
    /// <param name="timeEnd">When <see cref="DividedTime"/> is over.</param>
    public void PartsRead(int failed, long pauseEnd, long timeEnd)
    {
        var isVain = failed == Members.Length;
        if (isVain) Volatile.Write(ref _partsAt, pauseEnd);
        if (failed == 0 && !_isDivided && ++_failures >= FailuresMax)
        {
            DivideForLong(timeEnd);
            _failures = 0;
        }
        else _isDivided = failed > 0 && !isVain;
    }
}
