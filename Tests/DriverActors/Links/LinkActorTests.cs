using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Links;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;

namespace Understudy.Tests.DriverActors.Links;

public sealed class LinkActorTests : TestKit
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly List<FakeTransport> _made = [];
    private readonly GatewayLink _link;
    private readonly TestProbe _subscriber;
    private Func<FakeTransport> _next = () => new FakeTransport();

    public LinkActorTests()
        : base("akka.loglevel = OFF")
    {
        _link = GatewayLink.Create(TestDevices.Gateway, LinkGateTestBase.Spec, Make, _time, () => 0);
        _subscriber = CreateTestProbe();
    }

    [Fact]
    public void A_subscriber_is_told_the_present_state_at_once()
    {
        StartSubscribed();

        Assert.Equal("not connected yet", ExpectDown());
        _subscriber.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_message_that_nobody_expects_is_said_to_be_unhandled()
    {
        var unhandled = CreateTestProbe();
        Sys.EventStream.Subscribe(unhandled, typeof(UnhandledMessage));

        StartSubscribed().Tell("unexpected");

        Assert.Equal("unexpected", unhandled.ExpectMsg<UnhandledMessage>(Patient).Message);
    }

    [Fact]
    public void It_connects_when_a_claim_is_held()
    {
        Hold(StartSubscribed());
        ExpectDown();

        Assert.Equal(1, ExpectUp());
        var session = _link.Gate.OpenSession(TestDevices.Id(), new Incarnation(1));
        _ = LinkGateTestBase.Write(session, TestDevices.Permit());
        Assert.Single(_made[0].Frames);
    }

    [Fact]
    public async Task A_lost_connection_is_told_with_its_reason_and_fails_what_waits()
    {
        Hold(StartSubscribed());
        ExpectDown();
        ExpectUp();
        var session = _link.Gate.OpenSession(TestDevices.Id(), new Incarnation(1));
        _ = LinkGateTestBase.Read(session);
        var waiting = LinkGateTestBase.Read(session);

        _made[0].Lose("cable pulled");

        Assert.Equal("cable pulled", ExpectDown());
        await Assert.ThrowsAsync<LinkLostException>(() => waiting);
        await _made[0].Disposed.WaitAsync(Patient);
    }

    [Fact]
    public void Twenty_pulled_cables_are_followed_by_twenty_connections()
    {
        Hold(StartSubscribed());
        ExpectDown();
        for (var connection = 1; connection <= 20; connection++)
        {
            Assert.Equal(connection, ExpectUp());
            _made[^1].Lose($"pulled {connection}");
            Assert.Equal($"pulled {connection}", ExpectDown());
            AdvanceUntil(() => _made.Count == connection + 1);
        }
    }

    [Fact]
    public void A_connection_on_which_nothing_is_answered_is_closed_and_another_is_made()
    {
        Hold(StartSubscribed());
        ExpectDown();
        ExpectUp();
        var session = _link.Gate.OpenSession(TestDevices.Id(), new Incarnation(1));
        for (byte unit = 1; unit <= LinkConnection.MuteRequestsMin; unit++)
        {
            var read = LinkGateTestBase.Read(session, unit);
            AwaitCondition(() => _made[0].Frames.Count == unit, Patient);
            if (unit == LinkConnection.MuteRequestsMin) _time.Advance(LinkConnection.MuteTimeMin);
            _made[0].Frames.Last().StaySilent();
            AwaitCondition(() => read.IsCompleted, Patient);
        }

        Assert.Equal("nothing was answered for 30 s", ExpectDown());
        AdvanceUntil(() => _made.Count == 2);
        Assert.Equal(2, ExpectUp());
        Assert.True(_made[0].Disposed.IsCompleted);
    }

    [Fact]
    public void A_repeated_reason_is_told_once()
    {
        _next = () => new FakeTransport { OnConnect = _ => throw new LinkLostException("refused", maySent: false) };
        Hold(StartSubscribed());

        AdvanceUntil(() => _made.Count >= 5);

        Assert.Equal("not connected yet", ExpectDown());
        Assert.Equal("refused", ExpectDown());
        _subscriber.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_connection_that_does_not_come_up_in_its_time_is_given_up()
    {
        _next = () => new FakeTransport { OnConnect = _ => new TaskCompletionSource().Task };
        Hold(StartSubscribed());
        ExpectDown();
        AwaitCondition(() => _made.Count == 1, Patient);

        AdvanceUntil(() => _made.Count == 2);

        Assert.Equal("plc:502: no connection within 3 s", ExpectDown());
    }

    [Fact]
    public void Release_is_answered_when_the_connection_is_closed()
    {
        var actor = StartSubscribed();
        Hold(actor);
        ExpectDown();
        ExpectUp();

        actor.Tell(new LinkCommands.Release(), TestActor);

        ExpectMsg<LinkCommands.Released>(Patient);
        Assert.True(_made[0].Disposed.IsCompleted);
        Assert.Equal("the claim is not held", ExpectDown());
    }

    [Fact]
    public void Release_while_connecting_gives_the_attempt_up()
    {
        _next = () => new FakeTransport { OnConnect = token => Task.Delay(Timeout.Infinite, token) };
        var actor = StartSubscribed();
        Hold(actor);
        AwaitCondition(() => _made.Count == 1, Patient);

        actor.Tell(new LinkCommands.Release(), TestActor);

        ExpectMsg<LinkCommands.Released>(Patient);
        AwaitCondition(() => _made[0].Disposed.IsCompleted, Patient);
    }

    [Fact]
    public void A_claim_held_again_connects_again()
    {
        var actor = StartSubscribed();
        Hold(actor);
        ExpectDown();
        ExpectUp();
        actor.Tell(new LinkCommands.Release(), TestActor);

        Hold(actor);

        ExpectDown();
        Assert.Equal(2, ExpectUp());
    }

    [Fact]
    public void A_subscriber_that_stopped_is_forgotten()
    {
        var actor = StartSubscribed();
        var stopped = CreateTestProbe();
        actor.Tell(new LinkCommands.Subscribe(stopped));
        Watch(stopped);
        Sys.Stop(stopped);
        ExpectTerminated(stopped, Patient);
        ExpectDown();

        EventFilter.DeadLetter<LinkReports.LinkUp>().Expect(0, () =>
        {
            Hold(actor);
            ExpectUp();
        });
    }

    [Fact]
    public void When_it_stops_the_connection_is_closed()
    {
        var actor = StartSubscribed();
        Hold(actor);
        ExpectDown();
        ExpectUp();

        Sys.Stop(actor);

        AwaitCondition(() => _made[0].Disposed.IsCompleted, Patient);
    }

    private ILinkTransport Make()
    {
        var transport = _next();
        lock (_made) _made.Add(transport);
        return transport;
    }

    private IActorRef StartSubscribed()
    {
        var actor = Sys.ActorOf(_link.Actor);
        actor.Tell(new LinkCommands.Subscribe(_subscriber));
        return actor;
    }

    private static void Hold(IActorRef actor) => actor.Tell(new LinkCommands.Hold(TestDevices.Claim));

    private string ExpectDown() => _subscriber.ExpectMsg<LinkReports.LinkDown>(Patient).Reason;

    private long ExpectUp() => _subscriber.ExpectMsg<LinkReports.LinkUp>(Patient).Connection;

    private void AdvanceUntil(Func<bool> condition) => AwaitCondition(
        () =>
        {
            if (condition()) return true;
            _time.Advance(TimeSpan.FromMilliseconds(500));
            return condition();
        },
        Patient,
        TimeSpan.FromMilliseconds(1));
}
