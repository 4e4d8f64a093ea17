using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.Campaign.CutPoints;

/// <summary>One device with something to change of each kind. A value tells which cell it was.</summary>
internal static class CutPlant
{
    public const byte Unit = 1;

    public static readonly DeviceId Device = new(TestPlant.Gateway, "d1");

    /// <summary>Whose readings show that the driver serves.</summary>
    public static readonly PointId Scanned = new("temp");

    /// <summary>A setting that no cell cuts.</summary>
    public static readonly PointId Marker = new("marker");

    private static readonly ImmutableDictionary<CutKind, (string Name, string At)> Targets =
        ImmutableDictionary.CreateRange(
        [
            KeyValuePair.Create(CutKind.Setting, ("level", "holding/0")),
            KeyValuePair.Create(CutKind.Queued, ("queued", "holding/1")),
            KeyValuePair.Create(CutKind.Restored, ("restored", "holding/2")),
            KeyValuePair.Create(CutKind.Output, ("valve", "holding/8")),
            KeyValuePair.Create(CutKind.RepeatableCommand, ("goto", "holding/20")),
            KeyValuePair.Create(CutKind.Command, ("dose", "holding/21")),
            KeyValuePair.Create(CutKind.SafeCommand, ("stop", "holding/22")),
        ]);

    public static GatewaySpec Of(int port)
    {
        var scanned = TestPlant.Point(Scanned.Value, "input/0") with { ScanPeriod = TimeSpan.FromMilliseconds(50) };
        var device = TestPlant.Device(
            Device.Name, Unit,
            [
                scanned,
                TestPlant.Point("level", AtOf(CutKind.Setting)),
                TestPlant.Point("queued", AtOf(CutKind.Queued)) with
                {
                    WhenDown = WhenDown.Queue, Ttl = TimeSpan.FromSeconds(30),
                },
                TestPlant.Point("restored", AtOf(CutKind.Restored)),
                TestPlant.Point(Marker.Value, "holding/4"),
                TestPlant.Point("valve", AtOf(CutKind.Output), role: PointRole.Output),
            ],
            [
                TestPlant.Command("goto", AtOf(CutKind.RepeatableCommand), PointType.Uint16, null) with
                {
                    Idempotent = true,
                },
                TestPlant.Command("dose", AtOf(CutKind.Command), PointType.Uint16, null),
                TestPlant.Command("stop", AtOf(CutKind.SafeCommand), PointType.Uint16, null) with
                {
                    Idempotent = true, Safe = true,
                },
            ]) with
        {
            // Cells are as many failures, and each begins with the shortest wait.
            Budget = new BudgetSpec(
                1000, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20),
                TimeSpan.FromSeconds(1)),
            RestoreWithin = null,
        };
        return TestPlant.Of(device) with { Link = TestPlant.Link(port, TimeSpan.FromMilliseconds(250)) };
    }

    public static string NameOf(CutKind kind) => Targets[kind].Name;

    public static ModbusAddress AddressOf(CutKind kind) => ModbusAddress.Parse(AtOf(kind));

    public static bool IsCommand(CutKind kind) =>
        kind is CutKind.Command or CutKind.RepeatableCommand or CutKind.SafeCommand;

    /// <summary>A setting's own value is what the journal must agree on with the device.</summary>
    public static bool IsSetting(CutKind kind) => kind is CutKind.Setting or CutKind.Queued or CutKind.Restored;

    /// <summary>Never done twice.</summary>
    public static bool IsAtMostOnce(CutKind kind) => kind is CutKind.Command or CutKind.Output;

    public static Operation Operation(CutKind kind, long value) => IsCommand(kind)
        ? new InvokeOperation(
            new CommandId(NameOf(kind)),
            ImmutableSortedDictionary<string, PointValue>.Empty.Add("value", PointValue.Of(value)))
        : new WriteOperation(new PointId(NameOf(kind)), PointValue.Of(value));

    private static string AtOf(CutKind kind) => Targets[kind].At;
}
