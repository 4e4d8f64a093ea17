using Understudy.DriverActors.Protocol;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain.PostMortem;

public sealed class FailureIndexTests
{
    [Fact]
    public void Failures_are_numbered_in_the_order_of_the_stream()
    {
        var failures = new HandMadeStream().Claimed().Completed().Episode().Episode().Failed().Failures();

        Assert.Equal([1, 2, 3], failures.Select(failure => failure.Number));
        Assert.Equal([3, 5, 7], failures.Select(failure => failure.FromEntry));
        Assert.Equal([4, 6, null], failures.Select(failure => failure.ToEntry));
        Assert.Equal(
            [DeviceMode.Passive, DeviceMode.Passive, DeviceMode.Active], failures.Select(failure => failure.Outcome));
    }

    [Fact]
    public void A_start_of_a_node_is_no_failure() =>
        Assert.Empty(new HandMadeStream().Claimed().Completed().Claimed().Completed().Failures());

    [Fact]
    public void A_driver_that_fails_again_before_it_serves_is_the_same_failure()
    {
        var failure = Assert.Single(
            new HandMadeStream().Failed(FailureKind.LinkLost).Failed(FailureKind.Hang).Completed().Failures());

        Assert.Equal(FailureKind.LinkLost, failure.Kind);
        Assert.Equal(2, failure.Failures);
    }

    [Fact]
    public void A_device_that_was_given_up_and_came_back_ended_passive()
    {
        var failure = Assert.Single(new HandMadeStream().Failed().Faulted().Completed().Failures());

        Assert.Equal(DeviceMode.Passive, failure.Outcome);
        Assert.Equal(HandMadeStream.Begin.AddSeconds(2), failure.FaultedAt);
    }

    [Fact]
    public void A_device_that_was_given_up_and_did_not_come_back_is_faulted()
    {
        var failure = Assert.Single(new HandMadeStream().Failed().Faulted().Failed().Failures());

        Assert.Equal(DeviceMode.Faulted, failure.Outcome);
        Assert.Null(failure.Seconds);
    }

    [Fact]
    public void The_time_of_a_recovery_is_that_of_the_owner_who_had_all_of_it() =>
        Assert.Equal(1.5, Assert.Single(new HandMadeStream().Episode().Failures()).Seconds);

    [Fact]
    public void A_recovery_that_another_owner_finished_took_the_time_between_the_entries() =>
        Assert.Equal(2, Assert.Single(new HandMadeStream().Failed().Claimed().Completed().Failures()).Seconds);

    [Fact]
    public void A_page_holds_the_newest_of_those_before_a_number()
    {
        var stream = new HandMadeStream();
        for (var i = 0; i < 10; i++) stream.Episode();
        var index = new FailureIndex(first: 5, before: 12, limit: 3);
        foreach (var entry in stream.Entries) index.Add(entry);

        Assert.Equal([11, 10, 9], index.NewestFirst.Select(failure => failure.Number));
        Assert.Equal((10L, 10L), (index.Count, index.Ended));
    }

    [Fact]
    public void A_page_of_one_is_the_failure_under_way()
    {
        var index = new FailureIndex(limit: 1);
        foreach (var entry in new HandMadeStream().Episode().Failed().Entries) index.Add(entry);

        Assert.Equal(2, Assert.Single(index.NewestFirst).Number);
    }
}
