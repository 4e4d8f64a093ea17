using Microsoft.Extensions.Time.Testing;
using Understudy.ShadowActors.Journal.Retention;

namespace Understudy.Tests.ShadowActors.Journal.Retention;

public sealed class ProvenAgeTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void What_was_seen_an_hour_ago_is_an_hour_old()
    {
        var age = new ProvenAge(_time);
        age.Look(10);
        _time.Advance(TimeSpan.FromMinutes(30));
        age.Look(20);
        _time.Advance(TimeSpan.FromMinutes(29));
        age.Look(30);
        Assert.Equal(0, age.Ordering);

        _time.Advance(TimeSpan.FromMinutes(1));
        age.Look(40);
        Assert.Equal(10, age.Ordering);
        _time.Advance(TimeSpan.FromMinutes(30));
        age.Look(50);

        Assert.Equal(20, age.Ordering);
    }

    [Fact]
    public void However_often_it_looks_an_hour_is_an_hour()
    {
        var age = new ProvenAge(_time);
        for (var second = 0; second < 7200; second++)
        {
            age.Look(second);
            Assert.InRange(age.Ordering, 0, Math.Max(0, second - 3600));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(age.Ordering, 3000, 3600);
    }
}
