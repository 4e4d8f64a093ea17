using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Understudy.DriverActors.Dispatch;
using Understudy.DriverActors.Drills;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.DriverActors.Actors;

/// <summary>
/// Runs one incarnation of a driver at a time, for its parent, the shadow.
/// <code>
/// Closed ── Open ──▶ Opening ── opened ──▶ Open
///    ^                  │  Close             │  Close
///    └───── ended ── Ending ◀────────────────┘
/// </code>
/// A failure throws <see cref="DriverFailedException"/> from any state; the fresh instance begins in Ending, until
/// what its predecessor ran has ended or has become an orphan, and then reports
/// <see cref="DriverReports.Closed"/>.
/// <para>
/// Driver code never runs in this actor's turn, nor on more threads than are kept for it (<see cref="DriverThreads"/>),
/// so whatever a driver does, the actor answers. Reports go from the end of a call straight to the shadow.
/// </para>
/// </summary>
public sealed class DriverActor : UntypedActor
{
    private static readonly TimeSpan TimeoutMax = TimeSpan.FromDays(1);

    private readonly Func<DeviceSpec, IDriver> _factory;
    private readonly TimeProvider _time;
    private readonly OrphanWatch _orphans;
    private readonly DriverActorOptions _options;
    private readonly DriverThreads _threads;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly WaitingCalls _waiting;
    private DriverRun? _run;
    private DeadlineTimer? _deadlines;
    private Incarnation _ending;

    public DriverActor(
        Func<DeviceSpec, IDriver> factory, TimeProvider time, OrphanWatch orphans, DriverActorOptions options)
    {
        (_factory, _time, _orphans, _options) = (factory, time, orphans, options);
        _threads = DriverThreads.Of(Context.System);
        _waiting = new WaitingCalls(options.CallsWaitingMax, options.PointsPerBatchMax);
    }

    /// <summary>A child of the shadow, whose directive for <see cref="DriverFailedException"/> is Restart.</summary>
    /// <param name="factory">Makes a driver for one incarnation; it runs where driver code does.</param>
    /// <param name="orphans">Shared by all driver actors of the node.</param>
    public static Props Props(
        Func<DeviceSpec, IDriver> factory, TimeProvider time, OrphanWatch orphans, DriverActorOptions options) =>
        Akka.Actor.Props.Create(() => new DriverActor(factory, time, orphans, options));

    protected override void PreStart()
    {
        Become(Closed);
        Context.Parent.Tell(new DriverReports.Closed(Incarnation.None, 0, 0));
    }

    protected override void PreRestart(Exception reason, object message) => EndRun()?.PipeTo(Self, Self);

    protected override void PostRestart(Exception reason)
    {
        if (reason is DriverFailedException failed) BecomeEnding(failed.Incarnation);
        else PreStart();
    }

    protected override void PostStop() => _ = EndRun();

    protected override void OnReceive(object message) => throw new UnreachableException("PreStart sets the behaviour.");

    /// <summary>No driver. Whatever is left in the mailbox for an ended incarnation is dropped.</summary>
    private void Closed(object message)
    {
        if (message is not DriverCommands.Open open)
        {
            if (!IsLeftOver(message)) Unhandled(message);
            return;
        }

        if (_orphans.Refusal(open.Device.Id, _options) is { } reason)
        {
            Context.Parent.Tell(new DriverReports.OpenRefused(open.Incarnation, reason));
            return;
        }

        _run = new DriverRun(open, _threads, _time, Self, Context.Parent, _options.Words);
        _deadlines = new DeadlineTimer(_time, Self, new DeadlinePassed(_run));
        Become(Opening);
        Start(new OpenCall(_run, _factory, DeadlineAfter(open.Timeout)));
    }

    /// <summary>The driver is made and opened. Calls of its incarnation wait.</summary>
    private void Opening(object message)
    {
        switch (message)
        {
            case OpenCall opening when opening.Run == _run:
                EndCall(opening);
                Become(Open);
                opening.ReportOpened();
                StartWaiting();
                break;
            case DriverCommands.IDriverCall call when call.Incarnation == _run!.Incarnation:
                Wait(call);
                break;
            default:
                OpeningOrOpen(message);
                break;
        }
    }

    /// <summary>The driver takes calls.</summary>
    private void Open(object message)
    {
        switch (message)
        {
            case DriverCall ended when ended.Run == _run:
                EndCall(ended);
                StartWaiting();
                break;
            case DriverCommands.IDriverCall call when call.Incarnation == _run!.Incarnation:
                var isNext = call is DriverCommands.Read
                    ? _waiting.Count == 0 && MayRead
                    : !_waiting.HasMutations && MayMutate;
                if (isNext) Start(Running(call));
                else Wait(call);
                break;
            case DriverCommands.InjectFault drill when drill.Incarnation == _run!.Incarnation:
                _run.Driver = new DrillDriver(_run.Driver, drill.Fault);
                break;
            default:
                OpeningOrOpen(message);
                break;
        }
    }

    /// <summary>An incarnation is being ended, each step within its time.</summary>
    private void Ending(object message)
    {
        if (message is not IncarnationEnded ended || ended.Incarnation != _ending)
        {
            if (!IsLeftOver(message)) Unhandled(message);
            return;
        }

        if (ended.Trouble is not null)
            _log.Warning("Disposing the driver of incarnation {0} failed: {1}", ended.Incarnation, ended.Trouble);
        Become(Closed);
        Context.Parent.Tell(new DriverReports.Closed(ended.Incarnation, ended.Orphans, ended.Released));
    }

    private void OpeningOrOpen(object message)
    {
        switch (message)
        {
            case DeadlinePassed passed when passed.Run == _run:
                CheckDeadlines();
                break;
            case DriverCommands.Close close when close.Incarnation == _run!.Incarnation:
                var incarnation = _run.Incarnation;
                EndRun()!.PipeTo(Self, Self);
                BecomeEnding(incarnation);
                break;
            case DriverCommands.IDriverCommand command when command.Incarnation == _run!.Incarnation:
                Unhandled(message);
                break;
            default:
                if (!IsLeftOver(message)) Unhandled(message);
                break;
        }
    }

    /// <summary>Of an incarnation that has ended, or meant for another one than this.</summary>
    private static bool IsLeftOver(object message) =>
        message is DriverCommands.IDriverCommand or DriverCall or DeadlinePassed or IncarnationEnded;

    protected override void Unhandled(object message)
    {
        _log.Warning("{0}: nobody expected a {1} from {2}", Self.Path, message.GetType().Name, Sender);
        base.Unhandled(message);
    }

    private bool MayMutate =>
        _run!.CallsInFlight.Count < _run.CallsInFlightMax && !_run.CallsInFlight.Exists(call => call.IsMutation);

    private bool MayRead => MayMutate && _run!.CallsInFlight.Count < _run.ReadsInFlightMax;

    private DriverCall Running(DriverCommands.IDriverCall call) => call is DriverCommands.Read read
        ? new ReadCall(_run!, read, DeadlineAfter(read.Timeout))
        : new MutationCall(_run!, call, DeadlineAfter(call.Timeout));

    private void Start(DriverCall call)
    {
        _run!.CallsInFlight.Add(call);
        _deadlines!.Arm(call.Deadline);
        call.Start();
    }

    private void Wait(DriverCommands.IDriverCall call)
    {
        var deadline = DeadlineAfter(call.Timeout);
        if (_waiting.TryAdd(call, deadline)) _deadlines!.Arm(deadline);
        else ReportUnsent(call, SendRefusal.QueueFull);
    }

    private void StartWaiting()
    {
        while (true)
        {
            if (_waiting.HasMutations && MayMutate && !(_waiting.AreReadsNext && MayRead))
            {
                Start(Running(_waiting.TakeMutation()));
            }
            else if (_waiting.HasReads && MayRead)
            {
                var (reads, points, timeout) = _waiting.TakeReads(_run!.ReadsInFlightMax);
                Start(reads.Count == 1
                    ? Running(reads[0])
                    : new BatchedReadCall(_run!, reads, points, DeadlineAfter(timeout)));
            }
            else
            {
                return;
            }
        }
    }

    private void EndCall(DriverCall call)
    {
        if (call.Error is not null) throw call.ToFailure(_waiting);
        _run!.CallsInFlight.Remove(call);
    }

    private void CheckDeadlines()
    {
        _deadlines!.Fired();
        var now = _time.GetTimestamp();
        foreach (var call in _run!.CallsInFlight)
        {
            if (call.Ended.IsCompleted || (call.CancelledAt is null && call.Deadline > now)) continue;
            if (call.CancelledAt is null)
            {
                call.CancelledAt = now;
                _ = call.CancelApart();
            }

            var hangsAt = call.CancelledAt.Value + Ticks(_options.GraceAfterCancel);
            call.IsHanging = hangsAt <= now;
            if (call.IsHanging) throw call.ToHang(_waiting);
            _deadlines.Arm(hangsAt);
        }

        foreach (var expired in _waiting.TakeExpired(now)) ReportUnsent(expired, SendRefusal.SendByPassed);
        foreach (var call in _run.CallsInFlight.Where(call => call.CancelledAt is null)) _deadlines.Arm(call.Deadline);
        _deadlines.Arm(_waiting.EarliestDeadline());
    }

    private void ReportUnsent(DriverCommands.IDriverCall call, SendRefusal refusal) =>
        _run!.Report(new DriverReports.SendRefused(call.Incarnation, call.Call, refusal));

    private Task<IncarnationEnded>? EndRun()
    {
        if (_run is not { } run) return null;
        _run = null;
        _deadlines!.Dispose();
        _waiting.Clear();
        foreach (var call in run.CallsInFlight) call.EndSpan("the incarnation ended first");
        return run.EndAsync(_orphans, _options);
    }

    private void BecomeEnding(Incarnation incarnation)
    {
        _ending = incarnation;
        Become(Ending);
    }

    private long DeadlineAfter(TimeSpan timeout) =>
        _time.GetTimestamp() + Ticks(timeout < TimeoutMax ? timeout : TimeoutMax);

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _time.TimestampFrequency);

    private sealed record DeadlinePassed(DriverRun Run);
}
