using CsCheck;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class KeepRuleTests
{
    private static readonly PointSpec Point = TestDevice.Point("temp", 0, PointRole.Measurement);
    private static readonly TimeSpan Now = TimeSpan.FromHours(5);

    public static TheoryData<PointValue?, PointValue?, double, bool> Changes => new()
    {
        { PointValue.Of(20.0), PointValue.Of(20.0), 0, false },
        { PointValue.Of(20.0), PointValue.Of(20.0001), 0, true },
        { PointValue.Of(20.0), PointValue.Of(20.1), 0.1, false },
        { PointValue.Of(20.0), PointValue.Of(20.11), 0.1, true },
        { PointValue.Of(20.0), PointValue.Of(19.89), 0.1, true },
        { PointValue.Of(5), PointValue.Of(7), 2, false },
        { PointValue.Of(5), PointValue.Of(8), 2, true },
        { PointValue.Of(5), PointValue.Of(7.5), 2, true },
        { PointValue.Of(long.MinValue), PointValue.Of(long.MaxValue), 1e18, true },
        { PointValue.Of(long.MaxValue - 1), PointValue.Of(long.MaxValue), 0.5, true },
        { PointValue.Of(double.NaN), PointValue.Of(double.NaN), 5, false },
        { PointValue.Of(double.NaN), PointValue.Of(1.0), 5, true },
        { PointValue.Of(double.PositiveInfinity), PointValue.Of(double.NegativeInfinity), 5, true },
        { PointValue.Of(false), PointValue.Of(true), 5, true },
        { PointValue.Of("on"), PointValue.Of("off"), 5, true },
        { PointValue.Of("on"), PointValue.Of("on"), 5, false },
        { null, PointValue.Of(1), 5, true },
        { PointValue.Of(1), null, 5, true },
        { null, null, 5, false },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_is_more_than_the_deadband(
        PointValue? last, PointValue? value, double deadband, bool isChange) =>
        Assert.Equal(isChange, KeepRule.IsChange(last, value, deadband));

    [Fact]
    public void Another_status_is_kept_whatever_the_deadband()
    {
        var wide = Point with { Deadband = 1e9 };
        Assert.True(IsKept(wide, 1, StatusCode.BadOutOfRange, ago: 0));
        Assert.False(IsKept(wide, 1, StatusCode.Good, ago: 0));
    }

    [Fact]
    public void A_reading_is_kept_when_the_last_one_is_as_old_as_the_point_allows()
    {
        var hourly = Point with { RecordAtLeast = TimeSpan.FromHours(1) };
        Assert.False(IsKept(hourly, 1, StatusCode.Good, ago: 3599));
        Assert.True(IsKept(hourly, 1, StatusCode.Good, ago: 3600));
        Assert.True(IsKept(hourly, 1, StatusCode.Good, ago: null));
        Assert.False(IsKept(Point, 1, StatusCode.Good, ago: null));
    }

    [Fact]
    public void The_first_reading_is_a_change() => Assert.True(KeepRule.IsKept(
        RecordRule.Change, Point with { Deadband = 1e9 }, PointValue.Of(0), StatusCode.Good, null, Now));

    [Theory]
    [InlineData(RecordRule.All, true)]
    [InlineData(RecordRule.None, false)]
    public void Other_rules_look_at_no_value(RecordRule rule, bool isKept)
    {
        var last = new KeptReading(PointValue.Of(1), StatusCode.Good, null);
        Assert.Equal(isKept, KeepRule.IsKept(rule, Point, PointValue.Of(1), StatusCode.Good, last, Now));
        Assert.Equal(isKept, KeepRule.IsKept(rule, Point, PointValue.Of(9), StatusCode.BadTimeout, last, Now));
    }

    [Fact]
    public void However_a_value_moves_what_was_kept_is_never_further_off_than_the_deadband() => Gen
        .Select(Gen.Double[0, 3], Gen.Double[-1, 1].Array[1, 200])
        .Sample((deadband, steps) =>
        {
            var point = Point with { Deadband = deadband };
            var (value, kept) = (0.0, (KeptReading?)null);
            foreach (var step in steps)
            {
                value += step;
                if (KeepRule.IsKept(
                    RecordRule.Change, point, PointValue.Of(value), StatusCode.Good, kept, Now))
                    kept = new KeptReading(PointValue.Of(value), StatusCode.Good, Now);
                Assert.InRange(kept!.Value!.Value.AsReal - value, -deadband - 1e-9, deadband + 1e-9);
            }
        });

    private static bool IsKept(PointSpec point, long value, StatusCode status, double? ago)
    {
        TimeSpan? at = ago is { } seconds ? Now - TimeSpan.FromSeconds(seconds) : null;
        return KeepRule.IsKept(
            RecordRule.Change, point, PointValue.Of(value), status,
            new KeptReading(PointValue.Of(1), StatusCode.Good, at), Now);
    }
}
