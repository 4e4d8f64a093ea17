using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// One decision in the making: the shadow as it becomes, and the effects so far. Lives only within
/// <see cref="ShadowDecider.Decide"/>.
/// </summary>
internal sealed class Turn(Shadow shadow, Moment now)
{
    private readonly List<ShadowEffects.Effect> _effects = [];

    public DeviceSpec Spec { get; set; } = shadow.Spec;

    public Ownership Own { get; set; } = shadow.Own;

    public Moment Now { get; } = now;

    /// <summary>Durable events, and those on their way.</summary>
    public ShadowState State { get; set; } = shadow.State;

    public LiveState Live { get; set; } = shadow.Live;

    public AppendLine Line { get; set; } = shadow.Line;

    /// <summary>What follows an append that is durable by now, and is not done yet.</summary>
    public ImmutableList<Continuations.Continuation> Due { get; set; } = [];

    /// <summary>Whose readings became others.</summary>
    public List<PointId> Heard { get; } = [];

    /// <summary>When the driver read it, on the uptime clock. Never later than now.</summary>
    public TimeSpan UptimeOf(PointReading reading)
    {
        var at = Own.UptimeOf(reading.SourceTimestamp);
        return at < Now.Uptime ? at : Now.Uptime;
    }

    public KnownPoints Known => new(Spec, Own, State, Live, Now);

    public bool MayMutate => Live.Claim == ClaimStatus.Held && Now.Uptime >= Live.MutateFrom;

    /// <summary>Puts an event into the line. Answers that wait to be recorded go first.</summary>
    public void Record(string cause, Func<EventStamp, ShadowEvents.ShadowEvent> make)
    {
        Recording.Flush(this);
        var happened = make(Stamp(cause));
        if (Line.Gathering.Events.Count >= ShadowLimits.GatheredEventsMax && IsComing(happened))
            Recording.Miss(this, 1);
        else
            Add(happened);
    }

    public EventStamp Stamp(string cause) => new(
        Now.Wall,
        Own.Boot,
        (long)Now.Uptime.TotalMilliseconds,
        Live.Incarnation,
        Own.Claim,
        Line.Gathering.Number,
        cause);

    /// <summary>After a release, or another's claim, the stream is another's.</summary>
    public void Add(ShadowEvents.ShadowEvent happened)
    {
        if (Live.Claim is ClaimStatus.Releasing or ClaimStatus.Lost) return;
        State = State.Apply(happened);
        Line = Line.Record(happened);
    }

    /// <summary>Does it when all that is recorded so far is durable: at once, if it is.</summary>
    public void Then(Continuations.Continuation continuation)
    {
        if (Line.UnderWay is null && Line.Gathering.Events.IsEmpty)
            JournalTurns.Continue(this, continuation, Now.Uptime);
        else
            Line = Line.Then(continuation);
    }

    private static bool IsComing(ShadowEvents.ShadowEvent happened) => happened
        is ShadowEvents.DriverFailed or ShadowEvents.DriverOpened or ShadowEvents.StageCompleted
        or ShadowEvents.DeviceRedeclared;

    public void Do(ShadowEffects.Effect effect) => _effects.Add(effect);

    public void Answer(long ticket, ShadowReplies.IShadowReply reply) =>
        _effects.Add(new ShadowEffects.Answer(ticket, reply));

    public void StartTimer(ShadowTimerKind kind, TimeSpan after, TimeSpan period = default) =>
        _effects.Add(new ShadowEffects.StartTimer(
            new ShadowTimer(kind, period), after > TimeSpan.Zero ? after : TimeSpan.Zero));

    public void SetMode(DeviceMode mode, string? reason)
    {
        if (Live.Mode != mode)
        {
            _effects.Add(new ShadowEffects.LogTransition(Live.Mode, mode, reason ?? "recovered", Live.Incarnation));
            Live = Live with { Since = Now.Wall };
        }

        Live = Live with { Mode = mode, Reason = reason };
    }

    public long NewCall(PendingCall call)
    {
        var number = Live.LastCall + 1;
        Live = Live with { LastCall = number, Calls = Live.Calls.Add(number, call) };
        return number;
    }

    public Decision Finish()
    {
        if (Live.Journal == JournalStatus.Up && Live.Claim != ClaimStatus.Lost && Line.CanSend)
        {
            Line = Line.Send(Now.Uptime);
            _effects.Add(new ShadowEffects.AppendEvents(Line.UnderWay!.Number, [.. Line.UnderWay.Events]));
        }

        return new Decision(new Shadow(Spec, Own, State, Live, Line), _effects);
    }
}
