using Akka.Actor;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Domain;
using Understudy.Tests.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>What a shadow shows of itself to interlocks of other devices.</summary>
public sealed class ShadowActorInputTests : ShadowActorTestBase
{
    private static readonly DevicePoint Temp = new(TestDevice.Id, new PointId("temp"));

    private readonly InputBoard.Watch _watch;

    public ShadowActorInputTests() => _watch = Inputs.Look([Temp]);

    [Fact]
    public void What_is_read_is_shown()
    {
        StartPassive();
        Sees(reading => Assert.Equal(
            (PointValue.Of(1), Uptime, null), (reading.Value!.Value, reading.At, reading.WhyNot)));
    }

    [Fact]
    public void Who_begins_to_watch_need_not_wait_for_another_reading()
    {
        _watch.Dispose();
        StartPassive();
        using var late = Inputs.Look([Temp]);
        AwaitAssert(() => Assert.Equal(PointValue.Of(1), late.Look()[Temp].Value), Patient);
    }

    [Fact]
    public void When_the_driver_fails_it_does_not_count_any_more()
    {
        StartPassive();
        Fail(1, FailureKind.Hang);
        Sees(reading => Assert.StartsWith("its driver does not serve: Hang", reading.WhyNot));
    }

    [Fact]
    public void When_the_shadow_ends_nothing_is_known()
    {
        StartPassive();
        Sees(reading => Assert.Null(reading.WhyNot));
        Sys.Stop(Shadow);
        AwaitAssert(() => Assert.Empty(_watch.Look()), Patient);
    }

    [Fact]
    public void A_shadow_without_interlocks_on_others_watches_nobody()
    {
        _watch.Dispose();
        StartPassive();
        using var source = Inputs.Show(TestDevice.Id, () => { });
        Assert.Empty(source.Watched);
    }

    private void Sees(Action<InputReading> assert) => AwaitAssert(() => assert(_watch.Look()[Temp]), Patient);
}
