using System.Collections.Immutable;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.DriverActors;

/// <summary>Devices, points and permits for the tests of driver actors and links.</summary>
internal static class TestDevices
{
    public static readonly GatewayId Gateway = new("g1");
    public static readonly ClaimId Claim = new("claim-1");
    public static readonly PointId Setpoint = new("setpoint");

    public static DeviceId Id(string name = "d1") => new(Gateway, name);

    public static DeviceSpec Spec(string name = "d1", byte unit = 1) => new(
        Id(name), "test", DeviceClass.Measuring, unit, null, null, [], [], BudgetSpec.Default, null, RecordRule.All);

    public static ImmutableArray<PointId> Points(params string[] names) => [.. names.Select(name => new PointId(name))];

    public static MutationPermit Permit(long incarnation = 1, long sendBy = long.MaxValue, string claim = "claim-1") =>
        new(new RequestId("r1"), new ClaimId(claim), new Incarnation(incarnation), sendBy);

    public static IReadOnlyList<PointReading> Readings(IReadOnlyList<PointId> points) =>
        [.. points.Select(point => new PointReading(
            point, PointValue.Of(point.Value), StatusCode.Good, DateTimeOffset.UnixEpoch, 0))];
}
