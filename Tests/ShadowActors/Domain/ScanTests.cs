using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class ScanTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);
    private static readonly ShadowTimer Timer = new(ShadowTimerKind.Scan, Period);

    private readonly ShadowScenario _scenario = ShadowScenario.Passive(
        TestDevice.Spec.With("temp", point => point with { ScanPeriod = Period }));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(19.9)]
    public void A_timer_that_fires_late_does_not_make_the_period_longer(double lateMs)
    {
        var began = _scenario.Uptime;
        for (var scan = 1; scan <= 50; scan++)
        {
            Assert.Equal(began + (scan * Period), _scenario.Timers[Timer]);
            FireAt(_scenario.Timers[Timer] + TimeSpan.FromMilliseconds(lateMs));
            Assert.Equal(1 + scan, Scans);
        }
    }

    [Fact]
    public void What_was_missed_is_not_made_up_for()
    {
        FireAt(_scenario.Uptime + TimeSpan.FromSeconds(60));
        Assert.Equal(2, Scans);
        Assert.Equal(_scenario.Uptime + Period, _scenario.Timers[Timer]);
    }

    [Fact]
    public void A_timer_too_many_begins_no_scan()
    {
        FireAt(_scenario.Timers[Timer]);
        var due = _scenario.Timers[Timer];
        FireAt(_scenario.Uptime + TimeSpan.FromMilliseconds(5));
        Assert.Equal((2, due), (Scans, _scenario.Timers[Timer]));
    }

    [Fact]
    public void After_a_recovery_the_scan_begins_at_once()
    {
        var before = Scans;
        _scenario.Fails();
        Assert.Equal((before + 1, _scenario.Uptime + Period), (Scans, _scenario.Timers[Timer]));
    }

    private int Scans => _scenario.Effects.OfType<ShadowEffects.CallRead>()
        .Count(read => read.Points is [{ Value: "temp" }]);

    private void FireAt(TimeSpan time)
    {
        _scenario.Sleep(time - _scenario.Uptime);
        _scenario.Timers.Remove(Timer);
        _scenario.Happens(new ShadowInputs.TimerFired(Timer));
    }
}
