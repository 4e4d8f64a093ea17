using System.Collections.Concurrent;
using Akka.Actor;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Links;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.DriverActors.Links;

public sealed class LinkRetryTests : TestKit
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    private readonly WaitsSeen _time = new();
    private readonly ConcurrentQueue<FakeTransport> _made = new();

    public LinkRetryTests()
        : base("akka.loglevel = OFF")
    {
    }

    [Fact]
    public void A_peer_that_breaks_the_protocol_on_each_connection_gets_ever_fewer_of_them()
    {
        const int connections = 20;
        var link = GatewayLink.Create(
            TestDevices.Gateway, LinkGateTestBase.Spec, MakeTransport, _time, () => 0);
        var subscriber = CreateTestProbe();
        var actor = Sys.ActorOf(link.Actor);
        actor.Tell(new LinkCommands.Subscribe(subscriber));
        subscriber.ExpectMsg<LinkReports.LinkDown>(Patient);
        var began = _time.GetTimestamp();
        actor.Tell(new LinkCommands.Hold(TestDevices.Claim));

        for (var connection = 1; connection <= connections; connection++)
        {
            Assert.Equal(connection, subscriber.ExpectMsg<LinkReports.LinkUp>(Patient).Connection);
            _made.Last().Lose($"protocol violation {connection}");
            subscriber.ExpectMsg<LinkReports.LinkDown>(Patient);
            AwaitCondition(() => _time.Waits.Count == connection, Patient);
            _time.Advance(_time.Waits.Last());
        }

        int[] growing = [50, 100, 200, 400, 800, 1600, 3200];
        Assert.Equal(
            growing.Concat(Enumerable.Repeat(5000, connections - growing.Length)),
            _time.Waits.Select(wait => (int)wait.TotalMilliseconds));
        Assert.Equal(TimeSpan.FromMilliseconds(71_350), _time.GetElapsedTime(began));
    }

    [Fact]
    public async Task A_unit_without_an_answer_that_costs_the_connection_takes_little_of_it_from_another()
    {
        var link = GatewayLink.Create(
            TestDevices.Gateway, LinkGateTestBase.Spec with { TransactionId = TransactionIdRule.Ignore },
            MakeTransport, _time, () => 0);
        var links = CreateTestProbe();
        var actor = Sys.ActorOf(link.Actor);
        actor.Tell(new LinkCommands.Subscribe(links));
        links.ExpectMsg<LinkReports.LinkDown>(Patient);
        actor.Tell(new LinkCommands.Hold(TestDevices.Claim));
        int[] periods = [0, 250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
        for (var connection = 1; connection <= periods.Length; connection++)
        {
            links.ExpectMsg<LinkReports.LinkUp>(Patient);
            var session = LinkGateTestBase.Session(link.Gate);
            var healthy = LinkGateTestBase.Read(session, 1);
            AwaitCondition(() => _made.Last().Frames.Count == 1, Patient);
            _made.Last().Frames.Last().Answer();
            await healthy;
            var silent = LinkGateTestBase.Read(session, 7);
            _time.Advance(TimeSpan.FromMilliseconds(periods[connection - 1]));
            AwaitCondition(() => _made.Last().Frames.Count == 2, Patient);

            _made.Last().GiveUp();

            await Assert.ThrowsAsync<NoResponseException>(() => silent);
            links.ExpectMsg<LinkReports.LinkDown>(Patient);
            AwaitCondition(() => _time.Waits.Count(wait => wait == LinkBackoff.WaitMin) == connection, Patient);
            _time.Advance(LinkBackoff.WaitMin);
        }
    }

    private FakeTransport MakeTransport()
    {
        var transport = new FakeTransport();
        _made.Enqueue(transport);
        return transport;
    }

    /// <summary>A fake clock that tells for how long timers were set again after they were made, as the wait for the
    /// next connection is.</summary>
    private sealed class WaitsSeen : FakeTimeProvider
    {
        public ConcurrentQueue<TimeSpan> Waits { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Timer(this, base.CreateTimer(callback, state, dueTime, period));

        private sealed class Timer(WaitsSeen owner, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                var isChanged = timer.Change(dueTime, period);
                if (dueTime != Timeout.InfiniteTimeSpan) owner.Waits.Enqueue(dueTime);
                return isChanged;
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
