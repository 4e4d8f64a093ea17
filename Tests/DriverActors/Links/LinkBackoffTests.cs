using Understudy.DriverActors.Links;

namespace Understudy.Tests.DriverActors.Links;

public sealed class LinkBackoffTests
{
    [Fact]
    public void The_wait_doubles_up_to_five_seconds()
    {
        var backoff = new LinkBackoff(() => 0);

        Assert.Equal(
            [50, 100, 200, 400, 800, 1600, 3200, 5000, 5000],
            Enumerable.Range(0, 9).Select(_ => backoff.Next().TotalMilliseconds));
    }

    [Fact]
    public void Chance_shortens_a_wait_by_up_to_a_quarter()
    {
        var backoff = new LinkBackoff(() => 0.5);

        Assert.Equal(43.75, backoff.Next().TotalMilliseconds);
    }

    [Fact]
    public void After_a_reset_it_is_quick_again()
    {
        var backoff = new LinkBackoff(() => 0);
        backoff.Next();
        backoff.Next();

        backoff.Reset();

        Assert.Equal(LinkBackoff.WaitMin, backoff.Next());
    }
}
