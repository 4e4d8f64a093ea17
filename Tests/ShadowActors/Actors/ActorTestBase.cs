using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Actors;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Metrics;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>Time stands still but where a test moves it: the clock and the timers together.</summary>
public abstract class ActorTestBase : TestKit
{
    private static readonly Config Stopped = ConfigurationFactory.ParseString("""
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.loglevel = WARNING
        akka.stdout-loglevel = OFF
        """);

    internal static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);
    internal static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    protected ActorTestBase()
        : base(Stopped)
    {
        JournalProbe = CreateTestProbe("journals");
        Client = CreateTestProbe("client");
        Journal = new PlayedJournal(JournalProbe, Trace);
        Time.Advance(TimeSpan.FromHours(1));
    }

    internal FakeTimeProvider Time { get; } = new();

    internal Trace Trace { get; } = new();

    internal PlayedJournal Journal { get; }

    internal TestProbe JournalProbe { get; }

    internal TestProbe Client { get; }

    internal NodeMetrics? Metrics { get; set; }

    internal NodeAlarm JournalAlarm { get; } = new();

    internal InputBoard Inputs { get; } = new();

    internal TimeSpan Uptime => Time.GetElapsedTime(0, Time.GetTimestamp());

    internal GatewayEnvironment Environment(IProtocol? protocol = null)
    {
        var ids = 0;
        return new GatewayEnvironment(
            "node", "installation", "boot", Time,
            protocol is null ? new Dictionary<string, IProtocol>() : new() { [protocol.LinkKind] = protocol },
            () => $"claim-{Interlocked.Increment(ref ids)}", () => 0.5, Journal, true, new OrphanWatch(),
            new DriverActorOptions())
        {
            JournalAlarm = JournalAlarm,
            Inputs = Inputs,
            Metrics = Metrics ?? new NodeMetrics(Time, new OrphanWatch(), meter: null),
        };
    }

    internal void Advance(TimeSpan by)
    {
        Time.Advance(by);
        ((TestScheduler)Sys.Scheduler).Advance(by);
    }

    internal static ShadowCommands.ReadPoints Read(string request, DeviceId? device = null, TimeSpan? timeout = null) =>
        new(device ?? TestDevice.Id, new RequestId(request), "operator", [new PointId("temp")], timeout ?? 5 * Second);

    internal static ShadowCommands.Mutate Mutate(string request, Operation operation, TimeSpan? timeout = null) =>
        new(TestDevice.Id, new RequestId(request), true, "operator", operation, timeout ?? 5 * Second);
}
