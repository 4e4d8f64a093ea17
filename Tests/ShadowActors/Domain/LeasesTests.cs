using Understudy.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class LeasesTests
{
    private static readonly TimeSpan Time = ShadowLimits.SubscriptionTime;

    [Fact]
    public void A_lease_that_is_not_renewed_ends()
    {
        var leases = Leases<string>.None.Renew("a", TimeSpan.Zero)!.Renew("b", Time / 2)!;

        Assert.Equal(["b"], leases.At(Time).Holders);
        Assert.True(leases.At(Time * 1.5).IsEmpty);
    }

    [Fact]
    public void A_renewed_lease_goes_on()
    {
        var leases = Leases<string>.None.Renew("a", TimeSpan.Zero)!.Renew("a", Time / 2)!;

        Assert.Equal(["a"], leases.At(Time).Holders);
    }

    [Fact]
    public void One_too_many_is_refused_until_another_one_has_ended()
    {
        var full = Enumerable.Range(0, ShadowLimits.SubscribersMax)
            .Aggregate(Leases<int>.None, (leases, holder) => leases.Renew(holder, TimeSpan.Zero)!);

        Assert.Null(full.Renew(-1, Time / 2));
        Assert.NotNull(full.Renew(0, Time / 2));
        Assert.NotNull(full.Without(1).Renew(-1, Time / 2));
        Assert.Equal([-1], full.Renew(-1, Time)!.Holders);
    }
}
