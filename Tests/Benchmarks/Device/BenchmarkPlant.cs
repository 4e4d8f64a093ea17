using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Benchmarks.Device;

/// <summary>The device that is measured: the same in the server's process and in the client's.</summary>
internal static class BenchmarkPlant
{
    public const byte Unit = 1;
    public const int PointsPerKind = 64;

    /// <summary>Farther apart than a driver reads along, so that each point is a request of its own.</summary>
    private const int ScatteredStep = 16;

    /// <summary>Long enough for a device that does not answer, on a machine that is busy with something else.</summary>
    private static readonly TimeSpan ResponseTime = TimeSpan.FromSeconds(5);

    private static readonly BudgetSpec Budget = new(
        100_000, TimeSpan.FromSeconds(60), TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(1));

    public static GatewayId Gateway { get; } = new("bench");

    public static DeviceId DeviceId { get; } = new(Gateway, "device");

    public static PointId Neighbour(int place) => new($"neighbour-{place}");

    public static PointId Scattered(int place) => new($"scattered-{place}");

    public static PointId Changing(int place) => new($"changing-{place}");

    public static PointId Setting(int place) => new($"setting-{place}");

    /// <summary>The whole device, with this many settings.</summary>
    public static DeviceSpec Device(int settings) => new(
        DeviceId,
        "benchmark",
        DeviceClass.Measuring,
        Unit,
        null,
        new IdentitySpec(new ModbusAddress(ModbusTable.Holding, 9999), 4711),
        [
            .. Of(PointsPerKind, place => Measured(Neighbour(place), place, PointType.Uint16, 0.01)),
            .. Of(PointsPerKind, place => Measured(
                Scattered(place), 1000 + (ScatteredStep * place), PointType.Uint16, 0.01)),
            .. Of(PointsPerKind, place => Measured(
                Changing(place), 4000 + (ScatteredStep * place), PointType.Float32, 1)),
            .. Of(settings, SettingOf),
        ],
        [],
        Budget,
        null,
        RecordRule.Change);

    public static GatewaySpec GatewayOf(DeviceSpec device, LinkSpec link) =>
        new(Gateway, link, null, GatewayFallback.Wait, [device]);

    public static LinkSpec Link(int port, int requestsInFlightMax) => new(
        "modbusTcp", "127.0.0.1", port, requestsInFlightMax, TimeSpan.Zero, ResponseTime, LinkSpec.DefaultConnectTime);

    private static IEnumerable<PointSpec> Of(int count, Func<int, PointSpec> make) =>
        Enumerable.Range(0, count).Select(make);

    private static PointSpec Measured(PointId id, int offset, PointType type, double scale) =>
        Point(id, new ModbusAddress(ModbusTable.Input, (ushort)offset), type, scale, PointRole.Measurement);

    private static PointSpec SettingOf(int place) => Point(
        Setting(place), new ModbusAddress(ModbusTable.Holding, (ushort)place), PointType.Uint16, 1,
        PointRole.Configuration);

    private static PointSpec Point(PointId id, ModbusAddress at, PointType type, double scale, PointRole role) => new(
        id, at, type, WordOrder.ABCD, scale, "1", null, role, null, TimeSpan.FromSeconds(30), [], ReplayRule.Restore,
        null, null, false);
}
