using Understudy.ShadowActors.Domain;
using Understudy.Supervisor.Api.Events;

namespace Understudy.Tests.Supervisor.Api.Events;

public sealed class DeviceLeaseTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void It_is_asked_for_at_once_and_then_again_and_again()
    {
        var lease = DeviceLease.StartingAt(Second);
        Assert.True(lease.IsDue(Second));
        lease = lease.Asked(Second);
        Assert.False(lease.IsDue(Second));
        Assert.True(lease.IsDue(Second + DeviceLease.AskPeriod));
    }

    [Fact]
    public void A_lease_is_renewed_well_before_it_ends()
    {
        var lease = DeviceLease.StartingAt(Second).Asked(Second).Answered(1)!;
        Assert.False(lease.IsDue(Second + DeviceLease.AskPeriod));
        Assert.True(lease.IsDue(Second + DeviceLease.RenewPeriod));
        Assert.True(DeviceLease.RenewPeriod + (2 * DeviceLease.AnswerTimeMax) < ShadowLimits.SubscriptionTime);
    }

    [Fact]
    public void A_renewal_without_an_answer_means_that_the_shadow_is_away()
    {
        var lease = DeviceLease.StartingAt(Second).Asked(Second).Answered(1)!.Asked(11 * Second);
        Assert.False(lease.IsOverdue(12 * Second));
        Assert.True(lease.IsOverdue((11 * Second) + DeviceLease.AnswerTimeMax));
        Assert.False(lease.Answered(2)!.IsOverdue((11 * Second) + DeviceLease.AnswerTimeMax));
    }

    [Fact]
    public void A_shadow_that_stays_away_is_given_up_once()
    {
        var lease = DeviceLease.StartingAt(Second).Asked(Second).Answered(1)!.Lost(20 * Second);
        Assert.True(lease.IsDue(20 * Second));
        Assert.False(lease.IsHopeless(20 * Second));
        Assert.True(lease.IsHopeless((20 * Second) + DeviceLease.AwayTimeMax));
        Assert.False(lease.GivenUp().IsHopeless(60 * Second));
    }

    [Fact]
    public void An_answer_that_a_later_one_has_overtaken_is_none()
    {
        var lease = DeviceLease.StartingAt(Second).Asked(Second).Asked(2 * Second).Answered(2)!;
        Assert.Null(lease.Answered(1));
        Assert.NotNull(lease.Answered(2));
        Assert.Null(lease.Answered(3));
    }
}
