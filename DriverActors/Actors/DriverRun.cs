using Akka.Actor;
using Understudy.DriverActors.Dispatch;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;

namespace Understudy.DriverActors.Actors;

/// <summary>One incarnation: its driver, its host, its calls under way and the lane they run on.</summary>
internal sealed class DriverRun(
    DriverCommands.Open open,
    DriverThreads threads,
    TimeProvider time,
    IActorRef actor,
    IActorRef shadow,
    IWireWords? words)
{
    private IDriver? _driver;

    public Incarnation Incarnation => open.Incarnation;

    public DriverCommands.Open Open => open;

    public TimeProvider Time => time;

    public IActorRef Actor => actor;

    public IActorRef Shadow => shadow;

    public DriverThreads Threads => threads;

    public DriverLane Lane { get; } = new(threads);

    /// <summary>Apart, so that cancelling does not wait for what it is to end.</summary>
    public DriverLane CancelLane { get; } = new(threads);

    public DriverHost Host { get; } = new(open.Incarnation, open.Device, open.Link, time, shadow, words);

    /// <summary>Touched in the actor's turn only.</summary>
    public List<DriverCall> CallsInFlight { get; } = [];

    public int CallsInFlightMax { get; private set; } = 1;

    public int ReadsInFlightMax { get; private set; } = 1;

    public bool HasEnded => Host.IsCut;

    public IDriver Driver
    {
        get => Volatile.Read(ref _driver)
            ?? throw new ObjectDisposedException(nameof(Driver), "The incarnation ended.");
        set => Volatile.Write(ref _driver, value);
    }

    /// <summary>As many calls as the driver takes, and no more than the link has use for: for each request that may be
    /// under way one more, which is there when that is answered. What waits longer can still be put together. One more
    /// is kept for a mutation, which can't wait until a long read has ended.</summary>
    public void SetCallsInFlightMax(DriverTraits traits)
    {
        var useful = 2L * Math.Max(1, open.Link.RequestsInFlightMax);
        ReadsInFlightMax = (int)Math.Clamp(traits.CallsInFlightMax - 1, 1, useful);
        CallsInFlightMax = (int)Math.Clamp(traits.CallsInFlightMax, 1, useful + 1);
    }

    /// <summary>The driver, to dispose it; null the second time.</summary>
    public IDriver? TakeDriver() => Interlocked.Exchange(ref _driver, null);

    public void Report(DriverReports.IDriverReport report)
    {
        if (!HasEnded) shadow.Tell(report, actor);
    }
}
