using Akka.Actor;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Actors;

public sealed class ShadowActorSubscriptionTests : ShadowActorTestBase
{
    [Fact]
    public void A_subscriber_gets_all_points_first_under_the_number_of_its_lease()
    {
        StartPassive();

        var seen = Subscribe(7);

        Assert.Equal((7, DeviceMode.Passive), (seen.Lease, seen.Mode));
        Assert.Equal(TestDevice.Spec.Points.Select(point => point.Id), seen.Readings.Select(reading => reading.Point));
        Assert.All(seen.Readings, reading => Assert.Equal(ServedBy.Driver, reading.ServedBy));
    }

    [Fact]
    public void Only_what_changed_is_told()
    {
        StartPassive();
        Subscribe(1);

        ReadAgain(value: 1);
        ReadAgain(value: 2);

        var seen = Answered<ShadowSubscriptions.Seen>();
        Assert.Null(seen.Lease);
        var reading = Assert.Single(seen.Readings);
        Assert.Equal(("temp", PointValue.Of(2)), (reading.Point.Value, reading.Value));
    }

    [Fact]
    public void A_failure_and_the_recovery_are_told_to_the_same_subscriber()
    {
        StartPassive();
        Subscribe(1);

        Fail(1);
        var failed = Answered<ShadowSubscriptions.Seen>();
        Open(2);
        var opened = Fish(seen => seen.Mode == DeviceMode.Passive);
        AnswerRead();
        var read = Fish(seen => seen.Readings.Length > 0);

        Assert.Equal(DeviceMode.Active, failed.Mode);
        Assert.All(failed.Readings, reading => Assert.Equal(
            (StatusCode.UncertainLastUsableValue, ServedBy.ShadowRespond), (reading.Status, reading.ServedBy)));
        Assert.Equal(new Incarnation(2), opened.Incarnation);
        Assert.All(read.Readings, reading => Assert.Equal(
            (StatusCode.Good, ServedBy.Driver), (reading.Status, reading.ServedBy)));
    }

    [Fact]
    public void A_reading_of_an_ended_incarnation_is_not_told()
    {
        StartPassive();
        Subscribe(1);
        Ask(Read("r1"));
        var late = Ordered<DriverCommands.Read>();
        Fail(1, FailureKind.NoResponse);
        Open(2);
        Fish(seen => seen.Mode == DeviceMode.Passive);

        Answer(late, value: 99);
        AnswerRead(value: 8);

        Assert.All(Fish(seen => seen.Readings.Length > 0).Readings, reading =>
            Assert.Equal(PointValue.Of(8), reading.Value));
    }

    [Fact]
    public void A_value_that_grows_too_old_without_another_one_is_told()
    {
        StartPassive();
        Subscribe(1);

        Advance(TestDevice.Spec.Points[0].StaleAfter + (2 * Second));

        var seen = Answered<ShadowSubscriptions.Seen>();
        Assert.Equal(DeviceMode.Passive, seen.Mode);
        Assert.All(seen.Readings, reading => Assert.Equal(StatusCode.UncertainLastUsableValue, reading.Status));
    }

    [Fact]
    public void Who_does_not_renew_is_told_nothing_more()
    {
        StartPassive();
        Subscribe(1);
        Advance(ShadowLimits.SubscriptionTime + Second);

        Fail(1);
        Open(2);
        Status();
    }

    [Fact]
    public void Who_has_unsubscribed_is_told_nothing_more()
    {
        StartPassive();
        Subscribe(1);
        Ask(new ShadowSubscriptions.Unsubscribe(TestDevice.Id));

        ReadAgain(value: 2);

        Status();
    }

    [Fact]
    public void A_shadow_that_stops_or_starts_anew_says_so()
    {
        StartPassive();
        Subscribe(1);
        Shadow.Tell(new ShadowOrders.Stop("moved"));

        Assert.Equal("moved", FishFor<ShadowSubscriptions.Ended>().Reason);
    }

    [Fact]
    public void A_shadow_that_lost_its_claim_gives_no_lease()
    {
        StartPassive();
        Shadow.Tell(new ShadowOrders.ClaimLost("another node has it"));
        Gateway.ExpectMsg<ShadowOrders.Stopped>(Patient);

        Ask(new ShadowSubscriptions.Subscribe(TestDevice.Id, 1));

        Assert.Equal(RefusalKind.NotOwner, Answered<ShadowReplies.Refused>().Kind);
    }

    private ShadowSubscriptions.Seen Subscribe(long lease)
    {
        Ask(new ShadowSubscriptions.Subscribe(TestDevice.Id, lease));
        return Answered<ShadowSubscriptions.Seen>();
    }

    /// <summary>Asked by another client, so that only what is told to the subscriber comes here.</summary>
    private void ReadAgain(long value)
    {
        Shadow.Tell(Read($"again-{value}"), CreateTestProbe());
        AnswerRead(value);
    }

    private ShadowSubscriptions.Seen Fish(Predicate<ShadowSubscriptions.Seen> which) =>
        (ShadowSubscriptions.Seen)Client.FishForMessage(
            message => message is ShadowSubscriptions.Seen seen && which(seen), Patient);

    private T FishFor<T>() => (T)Client.FishForMessage(message => message is T, Patient);
}
