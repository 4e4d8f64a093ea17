using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class CountRuleTests
{
    private static readonly PointType[] Types =
        [PointType.Int16, PointType.Uint16, PointType.Int32, PointType.Uint32, PointType.Float32, PointType.Float64];

    public static TheoryData<PointType, double, double, OverlayCause, double> Whole => new()
    {
        { PointType.Uint16, 1000, 5, OverlayCause.Reset, 1000 },
        { PointType.Uint16, 65530, 4, OverlayCause.Wrap, 65536 },
        { PointType.Uint16, 65530, 7000, OverlayCause.Reset, 65530 },
        { PointType.Uint16, 58000, 4, OverlayCause.Reset, 58000 },
        { PointType.Int16, 32767, -32768, OverlayCause.Wrap, 65536 },
        { PointType.Int16, 32767, 0, OverlayCause.Reset, 32767 },
        { PointType.Uint32, 4294967295, 0, OverlayCause.Wrap, 4294967296 },
        { PointType.Uint32, 65530, 4, OverlayCause.Reset, 65530 },
        { PointType.Int32, -5, -10, OverlayCause.Reset, 5 },
        { PointType.Uint32, 1000, 995, OverlayCause.SetBack, 5 },
        { PointType.Uint32, 1000, 501, OverlayCause.SetBack, 499 },
        { PointType.Uint32, 1000, 500, OverlayCause.Reset, 1000 },
        { PointType.Uint16, 65530, 40000, OverlayCause.SetBack, 25530 },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_wrap_adds_the_range_and_a_reset_what_was_counted(
        PointType type, double last, double raw, OverlayCause why, double offset) => Assert.Equal(
            (why, PointValue.Of((long)offset)),
            CountRule.Raised(
                Point(type), PointValue.Of(0), PointValue.Of((long)last), PointValue.Of((long)raw)));

    [Fact]
    public void A_float_never_wraps() => Assert.Equal(
        (OverlayCause.Reset, PointValue.Of(3.3e38)),
        CountRule.Raised(
            Point(PointType.Float32), PointValue.Of(0.0), PointValue.Of(3.3e38), PointValue.Of(5.0)));

    [Fact]
    public void A_scaled_count_is_added_without_digits_that_no_device_gave()
    {
        var point = Point(PointType.Uint16) with { Scale = 0.1 };
        var (_, offset) = CountRule.Raised(point, PointValue.Of(0.3), PointValue.Of(0.6), PointValue.Of(0.1));
        Assert.Equal(PointValue.Of(0.9), offset);
        Assert.Equal(PointValue.Of(1.0), CountRule.Total(PointValue.Of(0.1), offset));
        Assert.Equal(
            (OverlayCause.Wrap, PointValue.Of(6553.6)),
            CountRule.Raised(point, PointValue.Of(0.0), PointValue.Of(6553.0), PointValue.Of(0.2)));
    }

    [Fact]
    public void What_a_device_shows_at_zero_is_not_added_again()
    {
        var point = Point(PointType.Uint16) with { Offset = 100 };
        var (_, offset) = CountRule.Raised(point, PointValue.Of(0.0), PointValue.Of(350.0), PointValue.Of(101.0));
        Assert.Equal(PointValue.Of(351.0), CountRule.Total(PointValue.Of(101.0), offset));
    }

    [Fact]
    public void What_a_device_shows_at_zero_does_not_count_for_a_set_back()
    {
        var point = Point(PointType.Uint16) with { Offset = 100 };
        Assert.Equal(
            (OverlayCause.Reset, PointValue.Of(10.0)),
            CountRule.Raised(point, PointValue.Of(0.0), PointValue.Of(110.0), PointValue.Of(102.0)));
    }

    [Fact]
    public void A_count_with_many_digits_loses_none_of_them()
    {
        const double last = 1000.0000000000001;
        var point = Point(PointType.Float64);
        var (_, offset) = CountRule.Raised(point, PointValue.Of(0.0), PointValue.Of(last), PointValue.Of(0.0));
        Assert.Equal(PointValue.Of(last), CountRule.Total(PointValue.Of(0.0), offset));
    }

    [Fact]
    public void No_total_goes_backwards() => Gen
        .Select(Gen.OneOf(Types), Gen.Int[0, 3], Gen.Double[0, 1].Array[2, 20])
        .Sample((type, scale, places) =>
        {
            var point = Point(type) with { Scale = scale == 0 ? 1 : Math.Pow(10, -scale), Offset = scale == 3 ? 7 : 0 };
            var counts = places.Select(place => Count(point, place)).ToList();
            var (last, offset) = (counts[0], CountRule.NoOffset(counts[0]));
            foreach (var raw in counts.Skip(1))
            {
                var before = CountRule.Total(last, offset).AsNumber!.Value;
                if (CountRule.IsLower(raw, last)) (_, offset) = CountRule.Raised(point, offset, last, raw);
                var after = CountRule.Total(raw, offset).AsNumber!.Value;
                Assert.True(after >= before - (1e-12 * Math.Abs(before)), $"{before} then {after}");
                last = raw;
            }
        });

    private static PointSpec Point(PointType type) =>
        TestDevice.Point("total", 0, PointRole.Measurement) with { Type = type, Range = null };

    private static PointValue Count(PointSpec point, double place)
    {
        var (min, max) = point.Type.IsFloat() ? new ValueRange(-1e6, 1e9) : ValueForm.Of(point).Holds;
        var value = min + (place * (max - min));
        return ValueForm.Of(point).Kind == ValueKind.Real
            ? PointValue.Of(Math.Round(value, 3))
            : PointValue.Of((long)value);
    }
}
