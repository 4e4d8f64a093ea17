using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Links;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.Supervisor.Plant;
using Understudy.Tests.DriverActors.Actors;
using Understudy.Tests.DriverActors.Links;

namespace Understudy.Tests.DriverActors;

public sealed class DriverOverLinkTests : DriverActorTestBase
{
    private readonly List<FakeTransport> _transports = [];
    private readonly GatewayLink _link;

    public DriverOverLinkTests()
    {
        _link = GatewayLink.Create(
            TestDevices.Gateway, LinkGateTestBase.Spec, MakeTransport, TimeProvider.System, () => 0);
        NewDriver = NewLinkDriver;
    }

    [Fact]
    public void A_link_pulled_five_times_under_a_call_costs_five_incarnations_and_no_counted_failure()
    {
        var shadow = Start();
        // By itself: on a busy machine the link is up again before its driver has ended.
        var links = CreateTestProbe();
        var link = Sys.ActorOf(_link.Actor);
        link.Tell(new LinkCommands.Subscribe(links));
        links.ExpectMsg<LinkReports.LinkDown>(Patient);
        link.Tell(new LinkCommands.Hold(TestDevices.Claim));
        for (var pull = 1; pull <= 5; pull++)
        {
            links.FishForMessage<LinkReports.LinkUp>(up => up.Connection == pull, Patient);
            var session = _link.Gate.OpenSession(TestDevices.Id(), new Incarnation(pull));
            shadow.Tell(Open(pull) with { Link = session });
            Expect<DriverReports.Opened>();
            shadow.Tell(Read(1, incarnation: pull));
            AwaitCondition(() => !_transports[^1].Frames.IsEmpty, Patient);

            _transports[^1].Lose("cable pulled");

            var failure = Shadow.FishForMessage<DriverFailedException>(_ => true, Patient);
            Assert.False(failure.Kind.IsCounted());
            session.Revoke();
            Shadow.FishForMessage<DriverReports.Closed>(_ => true, Patient);
        }
    }

    [Fact]
    public async Task A_hanging_driver_cannot_write_late_once_its_session_is_revoked()
    {
        var shadow = Start();
        var link = Sys.ActorOf(_link.Actor);
        link.Tell(new LinkCommands.Subscribe(Shadow));
        link.Tell(new LinkCommands.Hold(TestDevices.Claim));
        Shadow.FishForMessage<LinkReports.LinkUp>(_ => true, Patient);
        var session = _link.Gate.OpenSession(TestDevices.Id(), new Incarnation(1));
        shadow.Tell(Open(1) with { Link = session });
        Expect<DriverReports.Opened>();
        var hung = new TaskCompletionSource();
        Task? late = null;
        Made[0].OnWrite = async (_, _, _) =>
        {
            await hung.Task;
            await (late = LinkGateTestBase.Write(session, TestDevices.Permit()));
            return new MutationOutcome.Acknowledged();
        };
        shadow.Tell(Write(1, 10, Short));
        Assert.Equal(FailureKind.Hang, Expect<DriverFailedException>().Kind);
        session.Revoke();

        hung.SetResult();
        AwaitCondition(() => Volatile.Read(ref late) is not null, Patient);

        await LinkGateTestBase.AssertRefused(SendRefusal.SessionRevoked, late!);
        Assert.Empty(_transports[0].Frames);
    }

    [Fact]
    public void Calls_that_wait_too_long_for_the_link_are_told_as_not_sent_and_the_driver_goes_on()
    {
        Options = Options with { GraceAfterCancel = Patient };
        var shadow = Start();
        HoldLink();
        shadow.Tell(Open(1) with { Link = Session() });
        Expect<DriverReports.Opened>();
        var other = LinkGateTestBase.Read(Session(), 9);

        shadow.Tell(Read(1, timeout: Short));
        Assert.Equal((1, SendRefusal.SendByPassed), NextRefused());
        shadow.Tell(Write(2, 10, Short));
        Assert.Equal((2, SendRefusal.SendByPassed), NextRefused());
        _transports[0].Frames.Single().Answer();
        AwaitCondition(() => other.IsCompleted, Patient);

        shadow.Tell(Read(3));
        AwaitCondition(() => _transports[0].Frames.Count == 2, Patient);
        _transports[0].Frames.Last().Answer();
        Assert.Equal(3, Expect<DriverReports.ReadDone>().Call);
    }

    [Fact]
    public void Opening_that_waits_too_long_for_the_link_is_no_fault_of_the_driver()
    {
        Options = Options with { GraceAfterCancel = Patient };
        NewDriver = () =>
        {
            var driver = NewLinkDriver();
            driver.OnOpen = async cancellation =>
            {
                await LinkGateTestBase.Read(driver.Host!.Link, 1, cancellation);
                return new DeviceIdentity("test");
            };
            return driver;
        };
        var shadow = Start();
        HoldLink();
        _ = LinkGateTestBase.Read(Session(), 9);

        shadow.Tell(Open(1, timeout: Short) with { Link = Session() });

        Assert.Equal(FailureKind.LinkLost, Expect<DriverFailedException>().Kind);
    }

    [Fact]
    public void A_write_to_a_scanned_device_with_a_pace_of_its_own_is_sent_within_its_time()
    {
        var (time, transport) = (new FakeTimeProvider(), new FakeTransport { AnswersAtOnce = true });
        using var gate = new LinkGate(LinkGateTestBase.Spec, time) { Claim = TestDevices.Claim };
        gate.Connect(transport, _ => { });
        var session = (LinkSession)gate.OpenSession(
            TestDevices.Id(), new Incarnation(1), new LinkShare(1, PlantLimits.PaceMax));
        NewDriver = () => NewScannedDriver(blocks: 5, TestDevices.Permit(
            sendBy: (long)(ShadowLimits.SendWindow.TotalSeconds * time.TimestampFrequency) + time.GetTimestamp()));
        var shadow = Start();
        shadow.Tell(Open(1) with { Link = session });
        Expect<DriverReports.Opened>();
        for (var call = 1; call <= 4; call++) shadow.Tell(Read(call));
        AwaitCondition(() => transport.Frames.Count == 1 && session.Waiting.Count == 2, Patient);

        shadow.Tell(Write(5, 10));

        AwaitCondition(() => session.Waiting.Count == 3, Patient);
        time.Advance(PlantLimits.PaceMax);
        Assert.Equal(5, Expect<DriverReports.MutationDone>().Call);
        Assert.Equal(2, transport.Frames.Count);
    }

    private void HoldLink()
    {
        var links = CreateTestProbe();
        var link = Sys.ActorOf(_link.Actor);
        link.Tell(new LinkCommands.Subscribe(links));
        link.Tell(new LinkCommands.Hold(TestDevices.Claim));
        links.FishForMessage<LinkReports.LinkUp>(_ => true, Patient);
    }

    private IRevocableLinkSession Session() => _link.Gate.OpenSession(TestDevices.Id(), new Incarnation(1));

    private (long Call, SendRefusal Refusal) NextRefused()
    {
        var refused = Expect<DriverReports.SendRefused>();
        return (refused.Call, refused.Refusal);
    }

    private static ScriptedDriver NewLinkDriver()
    {
        var driver = new ScriptedDriver();
        driver.OnRead = async (points, cancellation) =>
        {
            await LinkGateTestBase.Read(driver.Host!.Link, 1, cancellation);
            return TestDevices.Readings(points);
        };
        driver.OnWrite = async (_, _, cancellation) =>
        {
            await LinkGateTestBase.Write(driver.Host!.Link, TestDevices.Permit(), cancellation);
            return new MutationOutcome.Acknowledged();
        };
        return driver;
    }

    private static ScriptedDriver NewScannedDriver(int blocks, MutationPermit permit)
    {
        var driver = new ScriptedDriver { CallsInFlightMax = 8 };
        driver.OnRead = async (points, cancellation) =>
        {
            for (var block = 0; block < blocks; block++)
                await LinkGateTestBase.Read(driver.Host!.Link, 1, cancellation);
            return TestDevices.Readings(points);
        };
        driver.OnWrite = async (_, _, cancellation) =>
        {
            await LinkGateTestBase.Write(driver.Host!.Link, permit, cancellation);
            return new MutationOutcome.Acknowledged();
        };
        return driver;
    }

    private FakeTransport MakeTransport()
    {
        var transport = new FakeTransport();
        lock (_transports) _transports.Add(transport);
        return transport;
    }
}
