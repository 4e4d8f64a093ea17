using Akka.Actor;
using Akka.TestKit;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Events;
using Understudy.Supervisor.Manager;
using Understudy.Supervisor.Plant;
using Understudy.Tests.ShadowActors.Actors;

namespace Understudy.Tests.Supervisor.Api.Events;

public sealed class SubscriptionActorTests : ActorTestBase
{
    private static readonly DeviceId Pump = DeviceId.Parse("hall1/pump");

    private readonly PlantView _plant = new();
    private readonly TestProbe _region;
    private readonly TestProbe _shadow;
    private long _told;

    public SubscriptionActorTests()
    {
        (_region, _shadow) = (CreateTestProbe("region"), CreateTestProbe("shadow"));
        Declare(ApiServer.Plant);
    }

    private IActorRef Subscription { get; set; } = ActorRefs.Nobody;

    [Fact]
    public void Each_device_is_subscribed_to_and_its_picture_told()
    {
        Start();
        Pull();

        Answer(Subscribed(ApiServer.Oven), value: 1);

        Assert.Equal(["ModeEventBody", "PointEventBody"], Told().Select(each => each.GetType().Name));
    }

    [Fact]
    public void What_was_told_and_did_not_arrive_is_told_again()
    {
        Start();
        Pull();
        Answer(Subscribed(ApiServer.Oven), value: 1);
        var told = Told();

        Pull(after: 1);

        Assert.Equal(told.Skip(1), Told());
    }

    [Fact]
    public void A_lease_is_renewed_in_time()
    {
        Start();
        var first = Subscribed(ApiServer.Oven);
        Answer(first, value: 1);
        Settle();

        Advance(DeviceLease.RenewPeriod);

        Assert.Equal(first.Lease + 1, Subscribed(ApiServer.Oven).Lease);
    }

    [Fact]
    public void A_shadow_that_ends_is_told_and_the_next_one_asked_for()
    {
        Start();
        Serve(value: 1);

        _shadow.Send(Subscription, new ShadowSubscriptions.Ended(ApiServer.Oven, "its link broke"));
        Pull();
        var away = Told();
        Pull();
        Settle();
        Advance(SubscriptionActor.AskAgainAfter);
        Answer(Subscribed(ApiServer.Oven), value: 2, from: CreateTestProbe());
        var back = Told();
        Pull();
        Advance(Second);

        Assert.Equal("its link broke", away.OfType<ModeEventBody>().Single().Cause);
        Assert.Equal(DeviceMode.Passive, back.OfType<ModeEventBody>().Single().Mode);
        Assert.Equal("Good", Told().OfType<PointEventBody>().Single().Quality);
    }

    [Fact]
    public void A_value_that_was_just_told_to_be_good_is_told_not_to_be_at_once()
    {
        Start();
        Serve(value: 1);
        _shadow.Send(Subscription, new ShadowSubscriptions.Ended(ApiServer.Oven, "its link broke"));
        Pull();

        var told = Told();

        Assert.Single(told.OfType<ModeEventBody>());
        Assert.Equal("Uncertain", told.OfType<PointEventBody>().Single().Quality);
    }

    [Fact]
    public void A_shadow_that_dies_without_a_word_is_seen_too()
    {
        Start();
        Serve(value: 1);
        Pull();

        Sys.Stop(_shadow);

        Assert.Null(Told().OfType<ModeEventBody>().First().Mode);
    }

    [Fact]
    public void What_a_lost_shadow_still_tells_is_not_told()
    {
        Start();
        Serve(value: 1);
        _shadow.Send(Subscription, new ShadowSubscriptions.Ended(ApiServer.Oven, "moved"));
        Advance(Second);
        Pull();
        Told();

        _shadow.Send(Subscription, Seen(lease: null, value: 99));
        _shadow.Send(Subscription, Seen(lease: 1, value: 98) with { Lease = 0 });
        Pull();
        Advance(Second);

        Assert.DoesNotContain(Told().OfType<PointEventBody>(), point => point.Quality == "Good");
    }

    [Fact]
    public void A_device_whose_shadow_stays_away_has_no_values_and_the_reason_is_told()
    {
        Start();
        Subscribed(ApiServer.Oven);
        _region.Send(Subscription, new ShadowReplies.Refused(
            "hall1/oven", RefusalKind.NotReady, "the gateway is being claimed", ServedBy.ShadowBusy));
        Settle();
        Pull();

        Advance(DeviceLease.AwayTimeMax + Second);

        var events = Told();
        Assert.Equal("the gateway is being claimed", events.OfType<ModeEventBody>().First().Cause);
        Assert.All(events.OfType<PointEventBody>(), point => Assert.Equal(("Bad", null), (point.Quality, point.Value)));
    }

    [Fact]
    public void Removed_devices_are_told_and_new_ones_subscribed_to()
    {
        Start();
        Serve(value: 1);
        Pull();

        Declare(ApiServer.Plant.Replace("oven:", "dryer:", StringComparison.Ordinal));
        Advance(Second);

        Assert.Equal(ApiServer.Oven, Told().OfType<RemovedEventBody>().Single().Device);
        _shadow.ExpectMsg<ShadowSubscriptions.Unsubscribe>(Patient);
        Subscribed(DeviceId.Parse("hall1/dryer"));
    }

    [Fact]
    public void Nothing_is_asked_of_the_gateway_of_a_removed_device()
    {
        Start();
        Serve(value: 1);
        Answer(Subscribed(Pump), value: 1, from: CreateTestProbe());
        Settle();
        _plant.Show(new DeclaredPlant(null, null, PlantSpec.Empty));

        _shadow.Send(Subscription, new ShadowSubscriptions.Ended(ApiServer.Oven, "declared no more"));
        Settle();
        Advance(Second);
        Settle();

        Assert.False(_region.HasMessages);
    }

    [Fact]
    public void Silence_is_told_so_that_a_dead_line_is_noticed()
    {
        Start();
        Serve(value: 1);
        Serve(Pump);
        Pull();

        for (var i = 0; i < 16; i++)
        {
            Advance(Second);
            RenewAll();
        }

        Assert.Empty(Told());
    }

    [Fact]
    public void An_end_of_the_stream_ends_the_subscriptions()
    {
        Start();
        Serve(value: 1);

        Sys.Stop(Subscription);

        _shadow.ExpectMsg<ShadowSubscriptions.Unsubscribe>(Patient);
    }

    private static ShadowSubscriptions.Seen Seen(long? lease, long value, DeviceId? device = null) => new(
        device ?? ApiServer.Oven, lease, DeviceMode.Passive, new Incarnation(1), null,
        [
            new ServedReading(
                new PointId("temp"), PointValue.Of(value), "Cel", StatusCode.Good, TimeSpan.Zero,
                DateTimeOffset.UnixEpoch, ServedBy.Driver),
        ]);

    private void Declare(string plant) =>
        _plant.Show(new DeclaredPlant("plant.yaml", plant, PlantFile.Parse(plant, "plant.yaml").Plant!));

    private void Start() => Subscription = Sys.ActorOf(SubscriptionActor.Props(
        EventSelection.All, TimeSpan.FromMilliseconds(200), _region, _plant, Time));

    private ShadowSubscriptions.Subscribe Subscribed(DeviceId device) =>
        (ShadowSubscriptions.Subscribe)_region.FishForMessage(
            message => message is ShadowSubscriptions.Subscribe subscribe && subscribe.Device == device, Patient);

    private void Answer(ShadowSubscriptions.Subscribe subscribe, long value, TestProbe? from = null) =>
        (from ?? _shadow).Send(Subscription, Seen(subscribe.Lease, value, subscribe.Device));

    /// <summary>Its picture is given and told.</summary>
    private void Serve(long value)
    {
        Answer(Subscribed(ApiServer.Oven), value);
        Pull();
        Told();
    }

    private void Serve(DeviceId device)
    {
        Pull();
        Answer(Subscribed(device), value: 1);
        Told();
    }

    private void RenewAll()
    {
        Settle();
        while (_region.HasMessages)
            if (_region.ReceiveOne(Patient) is ShadowSubscriptions.Subscribe subscribe) Answer(subscribe, value: 1);
    }

    private void Pull() => Pull(_told);

    private void Pull(long after) => Subscription.Tell(new SubscriptionMessages.Pull(after), Client);

    private IReadOnlyList<EventBody> Told()
    {
        var events = Client.ExpectMsg<SubscriptionMessages.Batch>(Patient).Events;
        _told += events.Count;
        return events;
    }

    /// <summary>When it returns, the subscription has taken all that was told before.</summary>
    private void Settle() =>
        Assert.NotNull(Subscription.Ask<ActorIdentity>(new Identify(null), Patient).GetAwaiter().GetResult());
}
