using Understudy.Hardware.Model;
using Understudy.ShadowActors.Actors;

namespace Understudy.Tests.ShadowActors.Actors;

public sealed class NodeAlarmTests
{
    private static readonly GatewayId First = new("first");
    private static readonly GatewayId Second = new("second");

    private readonly NodeAlarm _alarm = new();

    [Fact]
    public void The_first_that_takes_it_has_it_and_keeps_it()
    {
        Assert.True(_alarm.Take(First));
        Assert.False(_alarm.Take(Second));
        Assert.True(_alarm.Take(new GatewayId("first")));
    }

    [Fact]
    public void Given_back_it_is_anothers()
    {
        _alarm.Take(First);
        _alarm.GiveBack(Second);
        Assert.False(_alarm.Take(Second));
        _alarm.GiveBack(new GatewayId("first"));
        Assert.True(_alarm.Take(Second));
    }
}
