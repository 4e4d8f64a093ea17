using System.Runtime.InteropServices;

namespace Understudy.Hardware.Time;

/// <summary>
/// The system's clocks, with a monotonic timestamp that goes on counting while the machine is suspended
/// (<c>CLOCK_BOOTTIME</c>, clock_gettime(2); elsewhere the runtime's own monotonic clock). A request that was
/// authorised before a suspension is therefore seen to be old after it.
/// </summary>
public sealed partial class BootTimeProvider : TimeProvider
{
    public static readonly BootTimeProvider Instance = new();

    private const int ClockBootTime = 7;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private static readonly bool HasBootTime = OperatingSystem.IsLinux();

    private BootTimeProvider()
    {
    }

    public override long TimestampFrequency => HasBootTime ? NanosecondsPerSecond : base.TimestampFrequency;

    public override long GetTimestamp()
    {
        if (!HasBootTime) return base.GetTimestamp();
        return ClockGetTime(ClockBootTime, out var time) == 0
            ? (time.Seconds * NanosecondsPerSecond) + time.Nanoseconds
            : throw new InvalidOperationException("The system has no CLOCK_BOOTTIME.");
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
