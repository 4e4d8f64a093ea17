using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using Understudy.DriverActors.Protocol;
using Understudy.DriverActors.Wire;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>A shadow among probes.</summary>
public abstract class ShadowActorTestBase : ActorTestBase
{
    internal const string Stream = "shadow-g/d";

    protected ShadowActorTestBase()
    {
        Gateway = CreateTestProbe("gateway");
        Link = CreateTestProbe("link");
        DriverProbe = CreateTestProbe("drivers");
        Gate = new PlayedGate(Trace);
        DriverProps = Props.Create(() => new PlayedDriver(DriverProbe, Trace));
    }

    internal TestProbe Gateway { get; }

    internal TestProbe Link { get; }

    internal TestProbe DriverProbe { get; }

    internal PlayedGate Gate { get; }

    internal ContactBoard Contacts { get; } = new();

    internal Props DriverProps { get; set; }

    internal LinkTap? Wire { get; init; }

    internal IActorRef Shadow { get; private set; } = ActorRefs.Nobody;

    internal IActorRef Driver { get; private set; } = ActorRefs.Nobody;

    internal IActorRef Start(SupervisorStrategy? strategy = null)
    {
        var settings = new ShadowSettings(
            TestDevice.Spec, TestDevice.Own("claim-1"), Gate, Link, DriverProps, Contacts)
        {
            Wire = Wire,
        };
        var props = ShadowActor.Props(settings, Environment());
        Shadow = Gateway.ChildActorOf(props, strategy ?? new OneForOneStrategy(_ => Directive.Restart));
        Shadow.Tell(new LinkReports.LinkUp(1));
        return Shadow;
    }

    internal void StartPassive()
    {
        Start();
        Open(1);
        AnswerRead();
        AwaitCondition(() => Status().Readings[0].Value is not null, Patient);
    }

    /// <summary>Lets the driver open; from then on it serves, unless there is something to transfer.</summary>
    internal void Open(long incarnation)
    {
        var open = Ordered<DriverCommands.Open>();
        Assert.Equal(new Incarnation(incarnation), open.Incarnation);
        Driver = DriverProbe.LastSender;
        Driver.Tell(new DriverReports.Opened(open.Incarnation, new DeviceIdentity("test"), TimeSpan.Zero));
    }

    internal T Ordered<T>() => (T)DriverProbe.FishForMessage(message => message is T, Patient);

    internal DriverCommands.Read AnswerRead(long value = 1)
    {
        var read = Ordered<DriverCommands.Read>();
        Answer(read, value);
        return read;
    }

    internal void Answer(DriverCommands.Read read, long value) =>
        Driver.Tell(new DriverReports.ReadDone(read.Incarnation, read.Call, Readings(read.Points, value)));

    internal void Fail(long incarnation, FailureKind kind = FailureKind.DriverException) => Driver.Tell(
        new DriverFailedException(new Incarnation(incarnation), kind, "broken", new HashSet<long>(), null));

    internal IReadOnlyList<PointReading> Readings(ImmutableArray<PointId> points, long value) =>
        [.. points.Select(point => new PointReading(
            point, PointValue.Of(value), StatusCode.Good, Time.GetUtcNow(), Time.GetTimestamp()))];

    internal void Ask(object message) => Shadow.Tell(message, Client);

    internal T Answered<T>() => Client.ExpectMsg<T>(Patient);

    internal ShadowReplies.DeviceStatus Status()
    {
        Ask(new ShadowQueries.GetDevice(TestDevice.Id));
        return Answered<ShadowReplies.DeviceStatus>();
    }

    /// <summary>The next append that has such an event.</summary>
    internal void Appended<T>() => JournalProbe.FishForMessage(
        message => message is JournalMessages.Append<ShadowEvents.ShadowEvent> append && append.Events.Any(e => e is T),
        Patient);

    internal void Confirm(string request, long value)
    {
        Ask(Mutate(request, TestDevice.Write("level", value)));
        var write = Ordered<DriverCommands.Write>();
        Driver.Tell(new DriverReports.MutationDone(
            write.Incarnation, write.Call, new MutationOutcome.Acknowledged()));
        Assert.Equal(Verdict.Confirmed, Answered<ShadowReplies.RequestStatus>().Verdict);
    }

    internal ShadowEvents.Claimed ForeignClaim() => new(
        new EventStamp(Time.GetUtcNow(), "boot2", 0, Incarnation.None, new ClaimId("foreign"), 99, "start"),
        "elsewhere", "installation", "p");
}
