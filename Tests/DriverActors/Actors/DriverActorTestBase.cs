using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Understudy.DriverActors.Actors;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.DriverActors.Actors;

/// <summary>A driver actor below a stub of a shadow, with limits that a slow machine keeps too.</summary>
public abstract class DriverActorTestBase() : TestKit(Quiet)
{
    private static readonly Config Quiet = ConfigurationFactory.ParseString("akka.loglevel = OFF");

    internal static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);
    internal static readonly TimeSpan Short = TimeSpan.FromMilliseconds(60);

    internal OrphanWatch Orphans { get; } = new();

    internal TimeProvider Time { get; set; } = TimeProvider.System;

    internal DriverActorOptions Options { get; set; } = new() { DisposeTime = Patient };

    internal List<ScriptedDriver> Made { get; } = [];

    internal Func<ScriptedDriver> NewDriver { get; set; } = () => new ScriptedDriver();

    internal TestProbe Shadow { get; private set; } = null!;

    internal IActorRef Start()
    {
        Shadow = CreateTestProbe();
        var shadow = Start(Shadow, Make);
        Expect<DriverReports.Closed>();
        return shadow;
    }

    internal IActorRef Start(TestProbe probe, Func<DeviceSpec, IDriver> factory)
    {
        var driver = DriverActor.Props(factory, Time, Orphans, Options);
        return Sys.ActorOf(Props.Create(() => new ShadowStub(driver, probe)));
    }

    internal (IActorRef Shadow, ScriptedDriver Driver) StartOpened()
    {
        var shadow = Start();
        shadow.Tell(Open(1));
        Expect<DriverReports.Opened>();
        return (shadow, Made[^1]);
    }

    /// <summary>Waits until the driver actor has seen all that it was told.</summary>
    internal void UntilSeen(IActorRef shadow)
    {
        shadow.Tell(new ShadowStub.Passed(new Identify(null)), TestActor);
        ExpectMsg<ActorIdentity>(Patient);
    }

    internal T Expect<T>() => Shadow.ExpectMsg<T>(Patient);

    internal static DriverCommands.Open Open(long incarnation, string device = "d1", TimeSpan? timeout = null) =>
        new(new Incarnation(incarnation), TestDevices.Spec(device), new DeadLink(), timeout ?? Patient);

    internal static DriverCommands.Read Read(
        long call, string points = "a", long incarnation = 1, TimeSpan? timeout = null) => new(
        new Incarnation(incarnation), call, TestDevices.Points(points.Split(' ')), timeout ?? Patient);

    internal static DriverCommands.Write Write(long call, long value, TimeSpan? timeout = null) => new(
        new Incarnation(1), call, TestDevices.Setpoint, PointValue.Of(value), TestDevices.Permit(), timeout ?? Patient);

    private IDriver Make(DeviceSpec device)
    {
        var driver = NewDriver();
        lock (Made) Made.Add(driver);
        return driver;
    }

    private sealed class DeadLink : ILinkSession
    {
        public TimeSpan ResponseTime => Patient;

        public Task<ReadOnlyMemory<byte>> ExchangeAsync(LinkRequest request, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
