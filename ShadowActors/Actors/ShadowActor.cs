using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Understudy.DriverActors.Links;
using Understudy.DriverActors.Protocol;
using Understudy.DriverActors.Tracing;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Metrics;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>
/// One device's shadow: hears everything, lets <see cref="ShadowDecider"/> decide, and does what was decided. Its
/// journal and its driver are its children; neither takes it down with it.
/// </summary>
public sealed partial class ShadowActor : UntypedActor, IWithTimers
{
    private const string Stopped = "the shadow has stopped";

    private ShadowSettings _settings;
    private readonly GatewayEnvironment _environment;
    private readonly Clock _clock;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly DeviceMetrics _metrics;
    private readonly Tickets _tickets;
    private IActorRef _journal = ActorRefs.Nobody;
    private IActorRef _driver = ActorRefs.Nobody;
    private Subscribers _subscribers = null!;
    private IRevocableLinkSession? _session;
    private Shadow _shadow;
    private TimeSpan? _contactTold;

    public ShadowActor(ShadowSettings settings, GatewayEnvironment environment)
    {
        settings = settings.Newest.Settings ?? settings;
        _settings = settings;
        _environment = environment;
        _clock = new Clock(environment);
        _metrics = environment.Metrics.Device(settings.Device.Id);
        _tickets = new Tickets(_metrics);
        var now = _clock.Now;
        // From the board also after a restart: what the gateway knew when it made this shadow may be old by now.
        var contactBefore = now.Uptime - settings.Contacts.Find(settings.Device.JournalName);
        _shadow = Shadow.Starting(settings.Device, settings.Own with { ContactBefore = contactBefore }, now);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ShadowSettings settings, GatewayEnvironment environment) =>
        Akka.Actor.Props.Create(() => new ShadowActor(settings, environment));

    protected override void PreStart()
    {
        _subscribers = new Subscribers(_settings.Device.Id, Timers);
        StartInputs();
        _journal = Context.ActorOf(_environment.JournalProps.ForDevice(_settings.Device.JournalName), "journal");
        _driver = Context.ActorOf(_settings.Driver, "driver");
        _settings.Link.Tell(new LinkCommands.Subscribe(Self));
    }

    protected override void PostStop()
    {
        StopInputs();
        _session?.Revoke();
        _subscribers.End(Stopped);
        foreach (var (ticket, asked) in _tickets.All)
        {
            asked.Client.Tell(LastAnswer(ticket));
            asked.Span?.End(Stopped);
        }

        _metrics.Stopped();
        StopWireTrace();
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        maxNrOfRetries: -1,
        withinTimeMilliseconds: -1,
        localOnlyDecider: error =>
        {
            // Made again at once it would fail again at once, without end; the gateway's limit on shadows ends it.
            if (error is ActorInitializationException) return Directive.Escalate;
            if (Sender.Equals(_driver)) Self.Tell(Failure(error));
            else _log.Error(error, "{0}: its journal broke and is made again", _settings.Device.Id);
            return Directive.Restart;
        },
        loggingEnabled: false);

    protected override void Unhandled(object message)
    {
        _log.Warning("{0}: nobody expected a {1} from {2}", _settings.Device.Id, message.GetType().Name, Sender);
        base.Unhandled(message);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ShadowCommands.IShadowCommand command: Ask(command); break;
            case ShadowInputs.Input input: Decide(input); break;
            case DriverReports.IDriverReport or DriverReports.Closed: Decide(FromDriver(message)); break;
            case LinkReports.ILinkReport when Sender.Equals(_formerLink): break;
            case LinkReports.LinkUp: Decide(new ShadowInputs.LinkUp()); break;
            case LinkReports.LinkDown down: Decide(new ShadowInputs.LinkDown(down.Reason)); break;
            case ShadowQueries.GetDevice: Sender.Tell(DeviceStatuses.Of(_shadow, _clock.Now)); break;
            case ShadowQueries.GetRequest query: Sender.Tell(DeviceStatuses.OfRequest(_shadow, query.Request)); break;
            case ShadowSubscriptions.Subscribe subscribe:
                _subscribers.Add(subscribe, Sender, _shadow, _clock.Now);
                break;
            case ShadowSubscriptions.Unsubscribe: _subscribers.Remove(Sender); break;
            case Subscribers.Late: _subscribers.LookAgain(_shadow, _clock.Now); break;
            case InputsWatched: _shown?.Show(_shadow); break;
            case ShadowOrders.Stop stop: Decide(new ShadowInputs.StopOrdered(stop.Reason, stop.IsRemoved)); break;
            case ShadowOrders.ClaimLost lost: Decide(new ShadowInputs.ClaimLost(lost.Reason)); break;
            default:
                if (FromJournal(message) is { } happened) Decide(happened);
                else if (!OfWireTrace(message) && !OfChanges(message)) Unhandled(message);
                break;
        }
    }

    private static ShadowInputs.Input? FromJournal(object message) => message switch
    {
        JournalMessages.Appended appended => new ShadowInputs.Appended(appended.Number),
        JournalMessages.AppendFailed failed => new ShadowInputs.AppendFailed(failed.Number, failed.Reason),
        JournalMessages.Recovered<ShadowState> recovered => new ShadowInputs.JournalRecovered(recovered.State),
        JournalMessages.Unavailable unavailable => new ShadowInputs.JournalUnavailable(unavailable.Reason),
        JournalMessages.Unreadable unreadable => new ShadowInputs.JournalUnreadable(unreadable.What),
        _ => null,
    };

    private static ShadowInputs.Input FromDriver(object report) => report switch
    {
        DriverReports.Closed closed => new ShadowInputs.DriverClosed(closed.Ended),
        DriverReports.Opened opened => new ShadowInputs.DriverOpened(
            opened.Incarnation, opened.Identity.Text, opened.Elapsed),
        DriverReports.OpenRefused refused => new ShadowInputs.DriverOpenRefused(refused.Incarnation, refused.Reason),
        DriverReports.ReadDone done => new ShadowInputs.ReadDone(done.Incarnation, done.Call, done.Readings),
        DriverReports.MutationDone done => new ShadowInputs.MutationDone(done.Incarnation, done.Call, done.Outcome),
        DriverReports.SendRefused refused => new ShadowInputs.SendRefused(
            refused.Incarnation, refused.Call, refused.Refusal),
        DriverReports.Published published => new ShadowInputs.Published(published.Incarnation, published.Readings),
        _ => throw new UnreachableException($"No input for {report.GetType().Name}."),
    };

    private void Ask(ShadowCommands.IShadowCommand command)
    {
        var now = _clock.Now;
        var kind = RequestSeries.KindOf(command);
        var ticket = _tickets.Add(Sender, kind, now.Uptime, ShadowSpan.Start(command, kind));
        Decide(new ShadowInputs.Asked(ticket, command), now);
    }

    private ShadowInputs.DriverFailed Failure(Exception error) => error is DriverFailedException failed
        ? new ShadowInputs.DriverFailed(
            failed.Incarnation, failed.Kind, failed.Message, failed.InnerException?.ToString(), [.. failed.UnsentCalls])
        : new ShadowInputs.DriverFailed(
            _shadow.Live.Incarnation, FailureKind.DriverException, error.Message, error.ToString(), []);

    private void Decide(ShadowInputs.Input input) => Decide(input, _clock.Now);

    private void Decide(ShadowInputs.Input input, Moment now)
    {
        var before = _shadow;
        var decision = ShadowDecider.Decide(before, input, WithInputs(now));
        _shadow = decision.Shadow;
        ShowInputs(before);
        _metrics.Became(before, _shadow, input);
        if (input is ShadowInputs.Appended appended && before.Line.UnderWay is { } batch
            && batch.Number == appended.Number)
            _environment.Metrics.Appended(now.Uptime - batch.HandedAt);
        foreach (var effect in decision.Effects) Perform(effect, now);
        TellAlarms(before, input);
        _subscribers.Look(before, _shadow, now);
        TellUnlinked();
        var contact = _shadow.Live.Mode == DeviceMode.Passive
            ? _shadow.Live.Contact
            : _shadow.Live.ContactBeforeFailure;
        if (contact is not { } at || contact == _contactTold) return;
        _contactTold = contact;
        _settings.Contacts.Set(_settings.Device.JournalName, at);
    }

    private void Perform(ShadowEffects.Effect effect, Moment now)
    {
        switch (effect)
        {
            case ShadowEffects.Answer answer: Answer(answer, now); break;
            case ShadowEffects.CallRead read:
                _driver.Tell(new DriverCommands.Read(
                    read.Incarnation, read.Call, read.Points, read.Timeout, TraceOf(read.Call)));
                break;
            case ShadowEffects.AppendEvents append:
                _journal.Tell(new JournalMessages.Append<ShadowEvents.ShadowEvent>(append.Number, append.Events));
                break;
            case ShadowEffects.CallMutate mutate: Mutate(mutate); break;
            case ShadowEffects.StartTimer timer:
                Timers.StartSingleTimer(timer.Timer, new ShadowInputs.TimerFired(timer.Timer), timer.After);
                break;
            case ShadowEffects.OpenDriver open: Open(open); break;
            case ShadowEffects.HurryDriver: _session?.Hurry(); break;
            case ShadowEffects.CloseDriver close: _driver.Tell(new DriverCommands.Close(close.Incarnation)); break;
            case ShadowEffects.RevokeSession: _session?.Revoke(); break;
            case ShadowEffects.InjectFault fault:
                _driver.Tell(new DriverCommands.InjectFault(fault.Incarnation, fault.Fault));
                break;
            case ShadowEffects.LogTransition transition: Changed(transition, now); break;
            case ShadowEffects.LogWarning warning: _log.Warning("{0}: {1}", _settings.Device.Id, warning.Text); break;
            case ShadowEffects.Stop stop:
                _subscribers.End(stop.Reason);
                // The gateway lets nothing more come here and then ends this actor, so what still came is answered.
                Context.Parent.Tell(new ShadowOrders.Stopped(_settings.Device.Id, stop.ClaimLost, stop.Reason));
                break;
            default: throw new UnreachableException($"No way to perform {effect.GetType().Name}.");
        }
    }

    private void Answer(ShadowEffects.Answer answer, Moment now)
    {
        if (!_tickets.TryTake(answer.Ticket, out var asked)) return;
        asked.Value.Client.Tell(answer.Reply);
        _metrics.Answered(asked.Value.Kind, answer.Reply);
        _environment.Metrics.Answered(asked.Value.Kind, now.Uptime - asked.Value.Asked);
        if (asked.Value.Span is { } span) ShadowSpan.End(span, answer.Reply, _shadow);
    }

    /// <summary>The actor ends with this request unanswered: only of one that was never under way is it certain that
    /// nothing was sent.</summary>
    private ShadowReplies.IShadowReply LastAnswer(long ticket)
    {
        var live = _shadow.Live.Requests.Values.FirstOrDefault(
            request => request.Waiters.Any(waiter => waiter.Ticket == ticket));
        var isUnderWay = live is not { Phase: RequestPhase.Blocked or RequestPhase.Checking };
        return live is not null && (isUnderWay || MayBeSent(live.Request))
            ? new ShadowReplies.RequestStatus(
                _settings.Device.Id, live.Request, live.Operation, Verdict.Indeterminate, Stopped, ServedBy.ShadowBlock,
                _clock.Now.Wall)
            : new ShadowReplies.Refused(
                _settings.Device.Id.ToString(), RefusalKind.NotOwner, Stopped, ServedBy.ShadowBusy,
                ShadowLimits.RetryAfter);
    }

    private bool MayBeSent(RequestId request) =>
        _shadow.State.Requests.GetValueOrDefault(request.Value) is { Verdict: Verdict.Sent } or { MayBeDone: true };

    private void Open(ShadowEffects.OpenDriver open)
    {
        _session = _settings.Gate.OpenSession(
            _settings.Device.Id, open.Incarnation, _settings.Device.Share);
        _driver.Tell(new DriverCommands.Open(open.Incarnation, _settings.Device, _session, open.Timeout));
    }

    private void Mutate(ShadowEffects.CallMutate mutate)
    {
        var permit = new MutationPermit(
            mutate.Request, _settings.Own.Claim, mutate.Incarnation, _clock.Timestamp(mutate.SendBy))
        {
            IsSafe = ProxyTable.IsSafe(_settings.Device, mutate.Operation),
        };
        _driver.Tell(mutate.Operation switch
        {
            WriteOperation write => new DriverCommands.Write(
                mutate.Incarnation, mutate.Call, write.Point, write.Value, permit, mutate.Timeout,
                TraceOf(mutate.Call)),
            InvokeOperation invoke => new DriverCommands.Invoke(
                mutate.Incarnation, mutate.Call, invoke.Command,
                System.Collections.Immutable.ImmutableDictionary.CreateRange(invoke.Arguments), permit, mutate.Timeout,
                TraceOf(mutate.Call)),
            _ => throw new UnreachableException($"No call for {mutate.Operation.GetType().Name}."),
        });
    }

    /// <summary>The span of who waits for this call; of several, of one. Default where nobody follows it.</summary>
    private ActivityContext TraceOf(long call)
    {
        if (!RequestTrace.IsOn) return default;
        return _shadow.Live.Calls.GetValueOrDefault(call) switch
        {
            PendingCall.ForClient client => _tickets.TraceOf(client.Ticket),
            PendingCall.ForRequest request => _shadow.Live.Requests.GetValueOrDefault(request.Request.Value)?.Waiters
                .Select(waiter => _tickets.TraceOf(waiter.Ticket))
                .FirstOrDefault(context => context != default) ?? default,
            _ => default,
        };
    }

    private void Changed(ShadowEffects.LogTransition transition, Moment now)
    {
        _log.Info(
            "{0}: {1} -> {2}, {3}, incarnation {4}", _settings.Device.Id, transition.From, transition.To,
            transition.Cause, transition.Incarnation);
        if (transition.To == DeviceMode.Passive && _shadow.Live.EndedBy is not null)
            _environment.Metrics.Recovered(now.Uptime - _shadow.Live.RecoveryStarted);
    }
}
