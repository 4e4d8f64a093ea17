using Understudy.ShadowActors.Actors;

namespace Understudy.Tests.ShadowActors.Actors;

public sealed class ContactBoardTests
{
    private const string Device = "hall1/oven";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ContactBoard _board = new();

    [Fact]
    public void The_latest_contact_counts_whatever_comes_after_it()
    {
        _board.Set(Device, 5 * Second);
        _board.Set(Device, 3 * Second);
        Assert.Equal(5 * Second, _board.Find(Device));
        Assert.Equal(2000, _board.AgesMs(7 * Second)[Device]);
    }

    [Fact]
    public void A_contact_before_the_clock_began_is_one()
    {
        _board.Set(Device, -Second);
        Assert.Equal(-Second, _board.Find(Device));
    }

    [Fact]
    public void A_device_that_is_forgotten_has_none()
    {
        _board.Set(Device, Second);
        _board.Forget(Device);
        Assert.Null(_board.Find(Device));
        Assert.Empty(_board.AgesMs(Second));
    }
}
