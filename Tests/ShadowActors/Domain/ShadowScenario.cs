using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>
/// One shadow with a journal, a driver, a device and a clock that all do as they are told. Left alone they work:
/// appends are acknowledged, the driver opens, the device answers. After every decision <see cref="ShadowRules"/> is
/// asked whether all still holds.
/// </summary>
internal sealed class ShadowScenario
{
    private readonly Queue<ShadowInputs.Input> _next = new();
    private readonly ShadowRules _rules;
    private long _ticket;
    private int _request;
    private bool _deciding;

    public ShadowScenario(
        DeviceSpec? spec = null, ModelJournal? journal = null, Ownership? own = null, TimeSpan? uptime = null,
        SentLog? sent = null)
    {
        Journal = journal ?? new ModelJournal();
        Uptime = uptime ?? TimeSpan.FromMinutes(20);
        Sent = sent ?? new SentLog();
        Shadow = Shadow.Starting(spec ?? TestDevice.Spec, own ?? TestDevice.Own("claim-1"), Now);
        foreach (var point in Shadow.Spec.Points) Device[point.Id.Value] = PointValue.Of(0);
        _rules = new ShadowRules(this);
    }

    public Shadow Shadow { get; private set; }

    public ModelJournal Journal { get; }

    public SentLog Sent { get; }

    public Dictionary<string, PointValue> Device { get; } = [];

    public TimeSpan Uptime { get; private set; }

    public TimeSpan WallOffset { get; set; }

    /// <summary>What is known of other devices.</summary>
    public ImmutableDictionary<DevicePoint, InputReading>? Inputs { get; set; }

    public Moment Now => new(Uptime, DateTimeOffset.UnixEpoch + Uptime + WallOffset, 0.5) { Inputs = Inputs };

    public bool JournalAnswers { get; set; } = true;

    /// <summary>The driver actor closes and opens when told to.</summary>
    public bool DriverOpens { get; set; } = true;

    public bool DeviceReads { get; set; } = true;

    public bool DeviceActs { get; set; } = true;

    /// <summary>What makes the driver throw, by name; null where it does not.</summary>
    public Func<ShadowEffects.Effect, string?> Kills { get; set; } = _ => null;

    /// <summary>How often each made the driver throw.</summary>
    public Dictionary<string, int> Killed { get; } = [];

    public List<ShadowEffects.Effect> Effects { get; } = [];

    /// <summary>Calls given to the open incarnation and not answered.</summary>
    public Dictionary<long, ShadowEffects.Effect> Calls { get; } = [];

    public Dictionary<ShadowTimer, TimeSpan> Timers { get; } = [];

    /// <summary>When each append was handed to the journal.</summary>
    public Dictionary<long, TimeSpan> HandedAt { get; } = [];

    public Dictionary<long, TimeSpan> Unanswered { get; } = [];

    public Dictionary<long, ShadowReplies.IShadowReply> Answers { get; } = [];

    public bool Stopped => Effects.OfType<ShadowEffects.Stop>().Any();

    public LiveState Live => Shadow.Live;

    public IEnumerable<ShadowEffects.CallMutate> Mutations => Effects.OfType<ShadowEffects.CallMutate>();

    /// <summary>A device with its driver open and its shadow passive.</summary>
    public static ShadowScenario Passive(DeviceSpec? spec = null)
    {
        var scenario = new ShadowScenario(spec).Start();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        return scenario;
    }

    /// <summary>Another process takes the same device over, on a later clock.</summary>
    /// <param name="spec">What is declared of the device by now; null: the same.</param>
    public ShadowScenario Successor(
        string claim, TimeSpan after, string boot = "boot", bool written = false, DeviceSpec? spec = null)
    {
        Journal.Abandon(written);
        var next = new ShadowScenario(spec ?? Shadow.Spec, Journal, TestDevice.Own(claim, boot), Uptime + after, Sent);
        foreach (var (point, value) in Device) next.Device[point] = value;
        return next;
    }

    public ShadowScenario Start() => Happens(
        new ShadowInputs.DriverClosed(Incarnation.None),
        new ShadowInputs.LinkUp(),
        new ShadowInputs.JournalRecovered(Journal.State));

    public ShadowScenario Happens(params ShadowInputs.Input[] inputs)
    {
        foreach (var input in inputs) _next.Enqueue(input);
        if (_deciding) return this;
        _deciding = true;
        while (!Stopped && _next.TryDequeue(out var input))
        {
            var before = Shadow;
            var decision = ShadowDecider.Decide(Shadow, input, Now);
            Shadow = decision.Shadow;
            foreach (var effect in decision.Effects) Perform(effect);
            _rules.Check(before, input, decision.Effects);
        }

        _deciding = false;
        return this;
    }

    /// <summary>Time passes; timers fire when they are due.</summary>
    public ShadowScenario Wait(TimeSpan time)
    {
        var end = Uptime + time;
        for (var fired = 0; fired < 10_000; fired++)
        {
            if (!Timers.Any(timer => timer.Value <= end)) break;
            var (timer, due) = Timers.MinBy(timer => timer.Value);
            Uptime = due > Uptime ? due : Uptime;
            Timers.Remove(timer);
            Happens(new ShadowInputs.TimerFired(timer));
        }

        Uptime = end;
        return this;
    }

    public ShadowScenario Wait(double seconds) => Wait(TimeSpan.FromSeconds(seconds));

    /// <summary>The clock goes on, and no timer fires.</summary>
    public void Sleep(TimeSpan time) => Uptime += time;

    public long Ask(Operation operation, string? key = null, double timeout = 5) => Ask(new ShadowCommands.Mutate(
        TestDevice.Id, NewId(key), key is not null, "ann", operation, TimeSpan.FromSeconds(timeout)));

    public long Write(string point, long value, string? key = null, double timeout = 5) =>
        Ask(TestDevice.Write(point, value), key, timeout);

    public long Invoke(string command, string? key = null, double timeout = 5) =>
        Ask(TestDevice.Invoke(command), key, timeout);

    public long Read(
        string point = "temp", double timeout = 5, double? maxAge = null, bool requireGood = false) => Ask(
        new ShadowCommands.ReadPoints(
            TestDevice.Id, NewId(null), "ann", [new PointId(point)], TimeSpan.FromSeconds(timeout),
            maxAge is { } age ? TimeSpan.FromSeconds(age) : null, RequireGood: requireGood));

    public long Restart(double timeout = 5, string? key = null) => Ask(new ShadowCommands.RestartDriver(
        TestDevice.Id, NewId(key), "ann", "test", TimeSpan.FromSeconds(timeout), key is not null));

    /// <summary>The device is declared so from here on.</summary>
    public ShadowScenario Redeclare(DeviceSpec spec) => Happens(
        new ShadowInputs.Redeclared(spec, Shadow.Own.CallTime, Shadow.Own.OpenTime));

    public ShadowScenario Redeclare(string point, Func<PointSpec, PointSpec> change) =>
        Redeclare(Shadow.Spec.With(point, change));

    /// <param name="proof">What the asker's token digests to.</param>
    public long Lift(string id, double timeout = 5, string? proof = null) => Ask(new ShadowCommands.LiftQuarantine(
        TestDevice.Id, NewId(null), "ann", id, TimeSpan.FromSeconds(timeout), Lock: proof));

    /// <param name="proof">What the asker's token digests to.</param>
    public long Adopt(string point, long value, double timeout = 5, string? proof = null) => Ask(
        new ShadowCommands.AdoptSetting(
            TestDevice.Id, NewId(null), "ann", new PointId(point), PointValue.Of(value),
            TimeSpan.FromSeconds(timeout), Lock: proof));

    public long Drill(double timeout = 5, string? key = null) => Ask(new ShadowCommands.InjectFault(
        TestDevice.Id, NewId(key), "ann", DrillFault.Throw, TimeSpan.FromSeconds(timeout), key is not null));

    public long Decide(
        AdministrativeState state, double? seconds = null, double timeout = 5, string reason = "new seal",
        string? key = null) => Ask(
        new ShadowCommands.SetState(
            TestDevice.Id, NewId(key), "ann", state, reason, (long?)(seconds * 1000), TimeSpan.FromSeconds(timeout),
            key is not null));

    /// <param name="proof">What the asker's token digests to.</param>
    public long Lock(string proof = "anns", double seconds = 60) => Ask(new ShadowCommands.TakeLock(
        TestDevice.Id, NewId(null), "ann", proof, (long)(seconds * 1000), TimeSpan.FromSeconds(5)));

    public long Unlock(string? proof = "anns", bool broken = false) => Ask(new ShadowCommands.ReleaseLock(
        TestDevice.Id, NewId(null), "bob", proof, broken, null, TimeSpan.FromSeconds(5)));

    /// <param name="proof">What the asker's token digests to.</param>
    public long AskLocked(Operation operation, string? proof, string? key = null) => Ask(new ShadowCommands.Mutate(
        TestDevice.Id, NewId(key), key is not null, "ann", operation, TimeSpan.FromSeconds(5), Lock: proof));

    public ShadowReplies.Decided Decided(long ticket) => Assert.IsType<ShadowReplies.Decided>(Answers[ticket]);

    public long Ask(ShadowCommands.IShadowCommand command)
    {
        var ticket = ++_ticket;
        Unanswered[ticket] = Uptime + command.Timeout;
        Happens(new ShadowInputs.Asked(ticket, command));
        return ticket;
    }

    public ShadowScenario Fails(
        FailureKind kind = FailureKind.DriverException, params IEnumerable<long> unsent) =>
        Happens(new ShadowInputs.DriverFailed(Live.Incarnation, kind, "boom", null, [.. unsent]));

    /// <summary>The driver fails, and reports that it sent nothing of what it had.</summary>
    public ShadowScenario FailsUnsent()
    {
        foreach (var mutate in Calls.Values.OfType<ShadowEffects.CallMutate>()) Sent.Unsent(mutate.Request.Value);
        return Fails(FailureKind.DriverException, Calls.Keys.ToList())
            .Happens(new ShadowInputs.DriverClosed(Live.Incarnation));
    }

    /// <summary>The driver fails and no other one opens.</summary>
    public ShadowScenario FailsForGood(FailureKind kind = FailureKind.DriverException)
    {
        DriverOpens = false;
        return Fails(kind).Happens(new ShadowInputs.DriverClosed(Live.Incarnation));
    }

    public ShadowScenario Opens() => Happens(
        new ShadowInputs.DriverOpened(Live.Incarnation, "a pump", TimeSpan.FromMilliseconds(3)));

    public ShadowScenario Appends() => Happens(new ShadowInputs.Appended(Journal.End(written: true)));

    /// <summary>The append under way fails in doubt, and the journal reads itself again.</summary>
    public ShadowScenario AppendInDoubt(bool written)
    {
        var number = Journal.End(written);
        return Happens(new ShadowInputs.AppendFailed(number, "connection lost")).JournalReads();
    }

    public ShadowScenario JournalDown()
    {
        JournalAnswers = false;
        Journal.Abandon(written: false);
        return Happens(new ShadowInputs.JournalUnavailable("no database"));
    }

    public ShadowScenario JournalReads()
    {
        return Happens(new ShadowInputs.JournalRecovered(Journal.State));
    }

    public ShadowScenario JournalUp()
    {
        JournalAnswers = true;
        return JournalReads();
    }

    /// <summary>The device does what the oldest mutation asks, or says no.</summary>
    public ShadowScenario Acts(string? rejects = null, bool isByDevice = true)
    {
        var (number, effect) = Calls.First(call => call.Value is ShadowEffects.CallMutate);
        return Happens(Outcome((ShadowEffects.CallMutate)effect, number, rejects, isByDevice));
    }

    public ShadowScenario Gives(long call) => Gives(call, Readings(((ShadowEffects.CallRead)Calls[call]).Points));

    /// <summary>The device answers a call with what was read of it before now.</summary>
    public ShadowScenario Gives(long call, IReadOnlyList<PointReading> readings)
    {
        var read = (ShadowEffects.CallRead)Calls[call];
        Calls.Remove(call);
        return Happens(new ShadowInputs.ReadDone(read.Incarnation, call, readings));
    }

    /// <summary>What the device has now is read, and takes its time to come.</summary>
    public IReadOnlyList<PointReading> ReadsNow(long call) => Readings(((ShadowEffects.CallRead)Calls[call]).Points);

    public ShadowScenario RefusesToSend(long call)
    {
        var mutate = (ShadowEffects.CallMutate)Calls[call];
        Calls.Remove(call);
        Sent.Unsent(mutate.Request.Value);
        return Happens(new ShadowInputs.SendRefused(mutate.Incarnation, call, SendRefusal.SendByPassed));
    }

    public ShadowReplies.RequestStatus Status(long ticket) =>
        Assert.IsType<ShadowReplies.RequestStatus>(Answers[ticket]);

    public Verdict Verdict(long ticket) => Status(ticket).Verdict;

    public ShadowReplies.Refused Refused(long ticket) => Assert.IsType<ShadowReplies.Refused>(Answers[ticket]);

    public ServedReading Reading(long ticket) =>
        Assert.Single(Assert.IsType<ShadowReplies.PointsRead>(Answers[ticket]).Readings);

    public bool IsAnswered(long ticket) => Answers.ContainsKey(ticket);

    public RequestRecord Record(string key) => Shadow.State.Requests[key];

    public IEnumerable<string> Written => Mutations.Select(call => call.Operation.ToString()!);

    public IReadOnlyList<PointReading> Readings(ImmutableArray<PointId> points) =>
    [
        .. points.Select(id => Shadow.Spec.Point(id)?.IsReadable != false
            ? new PointReading(id, Device[id.Value], StatusCode.Good, Now.Wall, Uptime.Ticks)
            : new PointReading(id, null, StatusCode.BadNotReadable, Now.Wall, Uptime.Ticks)),
    ];

    private RequestId NewId(string? key) => new(key ?? $"{Shadow.Own.Claim}-{++_request}");

    private ShadowInputs.MutationDone Outcome(
        ShadowEffects.CallMutate mutate, long number, string? rejects, bool isByDevice = true)
    {
        Calls.Remove(number);
        if (rejects is not null)
            return new(mutate.Incarnation, number, new MutationOutcome.Rejected(rejects, isByDevice));
        if (mutate.Operation is WriteOperation write) Device[write.Point.Value] = write.Value;
        return new(mutate.Incarnation, number, new MutationOutcome.Acknowledged());
    }

    private bool IsKilled(ShadowEffects.Effect call, Incarnation incarnation)
    {
        if (Kills(call) is not { } culprit) return false;
        Killed[culprit] = Killed.GetValueOrDefault(culprit) + 1;
        _next.Enqueue(new ShadowInputs.DriverFailed(incarnation, FailureKind.DriverException, culprit, null, []));
        return true;
    }

    private void Perform(ShadowEffects.Effect effect)
    {
        Effects.Add(effect);
        switch (effect)
        {
            case ShadowEffects.AppendEvents append:
                Journal.Take(append);
                HandedAt[append.Number] = Uptime;
                if (JournalAnswers) _next.Enqueue(new ShadowInputs.Appended(Journal.End(written: true)));
                break;
            case ShadowEffects.Answer answer:
                Assert.True(Unanswered.Remove(answer.Ticket), $"Ticket {answer.Ticket} is answered twice.");
                Answers.Add(answer.Ticket, answer.Reply);
                break;
            case ShadowEffects.StartTimer timer: Timers[timer.Timer] = Uptime + timer.After; break;
            case ShadowEffects.OpenDriver open when DriverOpens:
                _next.Enqueue(new ShadowInputs.DriverOpened(open.Incarnation, "a pump", TimeSpan.Zero));
                break;
            case ShadowEffects.RevokeSession revoke:
                Calls.Clear();
                if (DriverOpens) _next.Enqueue(new ShadowInputs.DriverClosed(revoke.Incarnation));
                break;
            case ShadowEffects.CallRead read:
                Calls.Add(read.Call, read);
                if (IsKilled(read, read.Incarnation) || !DeviceReads) break;
                Calls.Remove(read.Call);
                _next.Enqueue(new ShadowInputs.ReadDone(read.Incarnation, read.Call, Readings(read.Points)));
                break;
            case ShadowEffects.CallMutate mutate:
                Calls.Add(mutate.Call, mutate);
                if (!IsKilled(mutate, mutate.Incarnation) && DeviceActs)
                    _next.Enqueue(Outcome(mutate, mutate.Call, null));
                break;
        }
    }
}
