using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>A declared device with a point or command of every kind that decisions tell apart.</summary>
internal static class TestDevice
{
    public static readonly DeviceId Id = DeviceId.Parse("g/d");

    public static DeviceSpec Spec { get; } = new(
        Id,
        "p",
        DeviceClass.Actuator,
        1,
        null,
        null,
        [
            Point("temp", 0, PointRole.Measurement),
            Point("running", 1, PointRole.Measurement),
            Point("level", 2, PointRole.Configuration),
            Point("gain", 3, PointRole.Configuration),
            Point("mode", 4, PointRole.Configuration) with { Repeatable = true },
            Point("fixed", 5, PointRole.Configuration) with { Replay = ReplayRule.Never },
            Point("forced", 6, PointRole.Configuration) with { Replay = ReplayRule.Always },
            Point("valve", 7, PointRole.Output),
            Point("batch", 8, PointRole.Output) with
            {
                WhenDown = WhenDown.Queue, Ttl = TimeSpan.FromSeconds(10),
            },
            Point("other", 9, PointRole.Output) with
            {
                WhenDown = WhenDown.Queue, Ttl = TimeSpan.FromSeconds(10),
            },
            Point("pulse", 10, PointRole.Trigger) with { WhenDown = WhenDown.Queue },
            Point("beat", 11, PointRole.Heartbeat) with { WhenDown = WhenDown.Block },
        ],
        [
            Command("home", 20, idempotent: true),
            Command("dose", 21, idempotent: false),
            Command("fill", 22, idempotent: false) with { WhenDown = WhenDown.Block },
            Command("start", 23, idempotent: false) with
            {
                ConfirmBy = new ConfirmSpec(new PointId("running"), null, null, PointValue.Of(1)),
            },
            Command("stop", 24, idempotent: true) with { Safe = true },
        ],
        BudgetSpec.Default,
        DeviceSpec.DefaultRestoreWithin,
        RecordRule.Change);

    public static PointSpec Point(string id, ushort at, PointRole role) => new(
        new PointId(id), new ModbusAddress(ModbusTable.Holding, at), PointType.Int16, WordOrder.ABCD, 1, "1",
        new ValueRange(-1000, 1000), role, null, TimeSpan.FromSeconds(5), [], ReplayRule.Restore, null, null, false);

    public static CommandSpec Command(string id, ushort at, bool idempotent) => new(
        new CommandId(id), new ModbusAddress(ModbusTable.Holding, at), PointType.Int16, PointValue.Of(1), idempotent,
        false, null, null, null);

    /// <summary>The device without safe actions.</summary>
    public static DeviceSpec Unsafe { get; } = Spec with
    {
        Commands = [.. Spec.Commands.Where(command => !command.Safe)],
    };

    /// <summary>The device with one point changed.</summary>
    public static DeviceSpec With(this DeviceSpec device, string point, Func<PointSpec, PointSpec> change) =>
        device with
        {
            Points = [.. device.Points.Select(spec => spec.Id.Value == point ? change(spec) : spec)],
        };

    public static Ownership Own(string claim, string boot = "boot") => new(
        new ClaimId(claim), "node", "installation", boot, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5),
        null, true, TimeSpan.TicksPerSecond);

    public static WriteOperation Write(string point, long value) => new(new PointId(point), PointValue.Of(value));

    public static InvokeOperation Invoke(string command) =>
        new(new CommandId(command), ImmutableSortedDictionary<string, PointValue>.Empty);
}
