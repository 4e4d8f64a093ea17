using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.Hardware.Simulation;

public sealed class SignalTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0, 25)]
    [InlineData(15, 50)]
    [InlineData(30, 25)]
    [InlineData(45, 0)]
    [InlineData(75, 50)]
    public void A_sine_goes_from_the_middle_up_and_down_and_back(double seconds, double value) =>
        Assert.Equal(value, At(new Signal.Sine(0, 50, Period), seconds), 9);

    [Theory]
    [InlineData(0, -10)]
    [InlineData(30, 0)]
    [InlineData(59, 9.666666)]
    [InlineData(60, -10)]
    public void A_ramp_goes_up_and_begins_again(double seconds, double value) =>
        Assert.Equal(value, At(new Signal.Ramp(-10, 10, Period), seconds), 5);

    [Theory]
    [InlineData(0, false)]
    [InlineData(29.9, false)]
    [InlineData(30, true)]
    [InlineData(59.9, true)]
    [InlineData(60, false)]
    public void A_square_is_low_then_high(double seconds, bool value) => Assert.Equal(
        PointValue.Of(value),
        new Signal.Square(PointValue.Of(false), PointValue.Of(true), Period).At(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(9.9, 1)]
    [InlineData(10, 5)]
    [InlineData(14.9, 5)]
    [InlineData(15, 1)]
    public void Steps_follow_each_other_and_begin_again(double seconds, long value) => Assert.Equal(
        PointValue.Of(value),
        new Signal.Steps(
        [
            (PointValue.Of(1L), TimeSpan.FromSeconds(10)), (PointValue.Of(5L), TimeSpan.FromSeconds(5)),
        ]).At(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Chance_stays_in_its_range_and_for_its_time_and_is_the_seeds() => Gen.Select(
        Gen.Long[0, long.MaxValue], Gen.Int[0, 1_000_000]).Sample((seed, slot) =>
    {
        var random = new Signal.Random(seed, -5, 5, TimeSpan.FromSeconds(1));
        var value = At(random, slot);
        Assert.InRange(value, -5, 5);
        Assert.Equal(value, At(random, slot + 0.999));
        Assert.NotEqual(value, At(random, slot + 1));
        Assert.NotEqual(value, At(random with { Seed = seed ^ 1 }, slot));
    });

    [Fact]
    public void Chance_is_spread_over_the_whole_range()
    {
        var random = new Signal.Random(1, 0, 10, TimeSpan.FromSeconds(1));
        var counts = Enumerable.Range(0, 10_000).CountBy(second => (int)At(random, second)).ToDictionary();
        Assert.Equal(10, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1_150));
    }

    [Fact]
    public void A_measurement_follows_from_when_it_is_told_and_holds_what_its_type_can()
    {
        var time = new FakeTimeProvider();
        var device = TestPlant.Device(
            "pump", 1, [TestPlant.Point("speed", "input/0"), TestPlant.Point("sp", "holding/0")]);
        var simulator = new ModbusSimulator(TestPlant.Of(device), time);
        time.Advance(TimeSpan.FromSeconds(7));

        simulator.Follow(device.Id, new PointId("speed"), new Signal.Ramp(-100, 100, TimeSpan.FromSeconds(200)));

        Assert.Equal(PointValue.Of(0L), simulator.Value(device.Id, new PointId("speed")));
        time.Advance(TimeSpan.FromSeconds(110.4));
        Assert.Equal(PointValue.Of(10L), simulator.Value(device.Id, new PointId("speed")));
        Assert.Throws<ArgumentException>(() => simulator.Follow(
            device.Id, new PointId("sp"), new Signal.Constant(PointValue.Of(1L))));
    }

    private static double At(Signal signal, double seconds) => signal.At(TimeSpan.FromSeconds(seconds)).AsReal;
}
