using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Domain;
using Understudy.Tests.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Actors;

public sealed class InputBoardTests
{
    private static readonly DevicePoint Temp = new(TestDevice.Id, new PointId("temp"));
    private static readonly DevicePoint Running = new(TestDevice.Id, new PointId("running"));

    private readonly InputBoard _board = new();
    private readonly ShadowScenario _device = ShadowScenario.Passive();

    [Fact]
    public void What_is_watched_is_shown_and_nothing_else()
    {
        using var source = _board.Show(TestDevice.Id, () => { });
        using var watch = _board.Look([Temp]);
        source.Show(_device.Shadow);
        Assert.Equal([Temp.Point], source.Watched);
        Assert.Equal([Temp], watch.Look().Keys);
        Assert.Equal(_device.Uptime, watch.Look()[Temp].At);
    }

    [Fact]
    public void A_source_hears_that_it_is_watched_and_so_does_a_later_one()
    {
        var heard = 0;
        using var source = _board.Show(TestDevice.Id, () => heard++);
        using var watch = _board.Look([Temp]);
        Assert.Equal(1, heard);
        using var later = _board.Show(TestDevice.Id, () => heard++);
        Assert.Equal([Temp.Point], later.Watched);
        Assert.Equal(1, heard);
    }

    [Fact]
    public void What_is_as_before_is_the_same_picture()
    {
        using var source = _board.Show(TestDevice.Id, () => { });
        using var watch = _board.Look([Temp]);
        source.Show(_device.Shadow);
        var before = watch.Look();
        source.Show(_device.Shadow);
        Assert.Same(before, watch.Look());
        _device.Sleep(TimeSpan.FromSeconds(1));
        _device.Read();
        source.Show(_device.Shadow);
        Assert.NotSame(before, watch.Look());
    }

    [Fact]
    public void A_source_that_has_ended_is_not_known_any_more()
    {
        using var watch = _board.Look([Temp]);
        var source = _board.Show(TestDevice.Id, () => { });
        source.Show(_device.Shadow);
        Assert.NotEmpty(watch.Look());
        source.Dispose();
        Assert.Empty(watch.Look());
    }

    [Fact]
    public void A_former_source_takes_nothing_away_from_the_one_that_followed_it()
    {
        using var watch = _board.Look([Temp]);
        var former = _board.Show(TestDevice.Id, () => { });
        former.Show(_device.Shadow);
        using var source = _board.Show(TestDevice.Id, () => { });
        Assert.Empty(watch.Look());
        source.Show(_device.Shadow);
        former.Dispose();
        former.Show(_device.Shadow);
        Assert.NotEmpty(watch.Look());
    }

    [Fact]
    public void Who_watches_no_more_is_not_shown_anything_and_the_others_are()
    {
        using var source = _board.Show(TestDevice.Id, () => { });
        var one = _board.Look([Temp, Running]);
        using var other = _board.Look([Temp]);
        one.Dispose();
        one.Dispose();
        Assert.Equal([Temp.Point], source.Watched);
        source.Show(_device.Shadow);
        Assert.Equal([Temp], other.Look().Keys);
    }

    [Fact]
    public void Beyond_its_bound_nothing_more_is_known_until_there_is_room()
    {
        var board = new InputBoard(inputsMax: 1);
        using var source = board.Show(TestDevice.Id, () => { });
        var first = board.Look([Temp, Running]);
        source.Show(_device.Shadow);
        Assert.Equal([Temp], first.Look().Keys);
        first.Dispose();
        using var second = board.Look([Running]);
        source.Show(_device.Shadow);
        Assert.Equal([Running], second.Look().Keys);
    }

    [Fact]
    public async Task It_may_be_watched_and_shown_by_many_at_once()
    {
        using var source = _board.Show(TestDevice.Id, () => { });
        var shadow = _device.Shadow;
        var watching = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                using var watch = _board.Look([Temp, Running]);
                Assert.All(watch.Look().Values, reading => Assert.Null(reading.WhyNot));
            }
        })).ToImmutableArray();
        var all = Task.WhenAll(watching);
        while (!all.IsCompleted) source.Show(shadow);
        await all;
        source.Show(shadow);
        Assert.Empty(source.Watched);
    }
}
