using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Understudy.Tests.Benchmarks.Measuring;

/// <summary>What the figures were measured on: without it they say nothing.</summary>
internal sealed record Machine(DateTimeOffset At, int Cores, string Load, string Runtime, string System, bool ServerGc)
{
    private const string LoadFile = "/proc/loadavg";

    public static Machine Now() => new(
        TimeProvider.System.GetUtcNow(),
        Environment.ProcessorCount,
        LoadNow(),
        RuntimeInformation.FrameworkDescription,
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
        GCSettings.IsServerGC);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At:yyyy-MM-dd HH:mm}Z, {Cores} cores, load {Load}, {Runtime}, {System}, server GC {ServerGc}");

    private static string LoadNow() => File.Exists(LoadFile)
        ? string.Join(' ', File.ReadAllText(LoadFile).Split(' ').Take(3))
        : "unknown";
}
