using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>Turns numbers into things that can happen to a shadow, its process, its journal and its driver.</summary>
internal sealed class AnyHistory
{
    public const int KindsMax = 46;

    /// <summary>With those that are of alarms.</summary>
    public const int AlarmKindsMax = KindsMax + 3;

    private static readonly string[] Alarms =
        ["temp:high", "temp:high-high", "level:equals", "faulted", "no-communication", "device-reset", "no:such"];

    private static readonly Operation[] Operations =
    [
        TestDevice.Write("level", 1), TestDevice.Write("level", 2), TestDevice.Write("mode", 1),
        TestDevice.Write("forced", 3), TestDevice.Write("fixed", 4), TestDevice.Write("valve", 5),
        TestDevice.Write("batch", 6), TestDevice.Write("batch", 7), TestDevice.Write("pulse", 1),
        TestDevice.Invoke("home"), TestDevice.Invoke("dose"), TestDevice.Invoke("fill"),
        TestDevice.Invoke("start"), TestDevice.Invoke("stop"),
    ];

    private static readonly string[] Panel = ["level", "mode", "forced", "fixed"];

    private static readonly InterlockSpec IsIdle = new(new PointId("temp"), null, null, PointValue.Of(0));

    private static readonly FailureKind[] Failures =
    [
        FailureKind.DriverException, FailureKind.Hang, FailureKind.NoResponse, FailureKind.ProtocolViolation,
    ];

    private static readonly DeviceSpec Spec = TestDevice.Spec
        .With("mode", point => point with { MaxRate = 1 })
        .With("valve", point => point with { Interlocks = [IsIdle], MaxRate = 2 })
        .With("batch", point => point with { Interlocks = [IsIdle] })
        .With("fixed", point => point with
        {
            Interlocks = [IsIdle],
            WhenDown = WhenDown.Queue,
            Ttl = TimeSpan.FromSeconds(5),
        }) with
    {
        RestoreGroups =
        [
            new RestoreGroupSpec(
                "setup",
                [new PointId("forced"), new PointId("level")],
                [new RestoreStep(new PointId("pulse"), null, PointValue.Of(1))],
                [new RestoreStep(null, new CommandId("home"), null)]),
        ],
    };

    /// <summary>The same with alarms of a point that is scanned and of one that is not.</summary>
    private static readonly DeviceSpec Alarmed = Spec
        .With("temp", point => point with
        {
            Alarms = new PointAlarms(2, 1, null, null, null, 0.5, default, default, null, false, null),
        })
        .With("level", point => point with
        {
            Alarms = new PointAlarms(
                null, null, null, null, PointValue.Of(2), 0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), null,
                true, null),
        });

    /// <summary>Some of what was written may not be written any more.</summary>
    private static readonly DeviceSpec Narrowed = Spec
        .With("level", point => point with { Range = new ValueRange(0, 1) })
        .With("forced", point => point with { Range = new ValueRange(0, 2) });

    private readonly DeviceSpec[] _specs;


    private static readonly Func<DeviceSpec, DeviceSpec>[] Changes =
    [
        device => device,
        device => device with { Area = "hall 1" },
        device => device.With("level", point => point with { Range = new ValueRange(0, 1) }),
        device => device.With("temp", point => point with { ScanPeriod = TimeSpan.FromSeconds(2) }),
        device => device.With("level", point => point with { At = new ModbusAddress(ModbusTable.Holding, 30) }),
        device => device.With("mode", point => point with { Type = PointType.Bool, Range = null }),
        device => device with { Points = [.. device.Points.Where(point => point.Id.Value is not ("batch" or "gain"))] },
        device => device with { Commands = [.. device.Commands.Where(command => command.Id.Value != "dose")] },
        device => device with
        {
            Commands =
            [
                .. device.Commands.Select(command => command with
                {
                    At = new ModbusAddress(ModbusTable.Holding, (ushort)(command.At.Offset + 10)),
                }),
            ],
        },
    ];

    private readonly DeviceSpec _spec;
    private int _claim = 1;
    private bool _linkUp;

    public AnyHistory(bool running, bool alarmed = false)
    {
        var period = running ? TimeSpan.FromSeconds(1) : (TimeSpan?)null;
        DeviceSpec[] specs = alarmed ? [Alarmed] : [Spec, Spec, Narrowed, Spec with { RestoreGroups = [] }];
        _specs = [.. specs.Select(spec => spec.With("temp", point => point with { ScanPeriod = period }))];
        _spec = _specs[0];
        Scenario = new ShadowScenario(_spec);
        if (running)
        {
            Scenario.Start();
            _linkUp = true;
        }

        Manual();
    }

    public ShadowScenario Scenario { get; private set; }

    public void Step(int kind, int a, int b)
    {
        var operation = Operations[a % Operations.Length];
        switch (kind)
        {
            case < 6: Scenario.Ask(operation, $"k{b % 6}-{a % Operations.Length}", 0.1 + (b % 50 / 10.0)); break;
            case 6: Scenario.Ask(operation, $"k{b % 6}"); break;
            case 7: Scenario.Ask(operation); break;
            case 8: Scenario.Read(timeout: 1); break;
            case 9: Scenario.Read(maxAge: a / 500.0); break;
            case 10 or 11 or 12 or 13: JournalEnds(a, b); break;
            case 14 or 15: JournalReads(); break;
            case 16: JournalGoes(a); break;
            case 17 or 18 or 19: DriverMoves(a); break;
            case 20: DriverFails(a, b); break;
            case 21: Link(); break;
            case 22 or 23 or 24: DeviceAnswers(b); break;
            case 25: SendRefused(); break;
            case 26: Late(a, b); break;
            case 27: Scenario.Happens(new ShadowInputs.TimerFired(new ShadowTimer((ShadowTimerKind)(a % 6)))); break;
            case 28: Scenario.Sleep(TimeSpan.FromMilliseconds(a)); break;
            case 29: Scenario.Wait(TimeSpan.FromMilliseconds(a * 2)); break;
            case 30: Scenario.WallOffset = TimeSpan.FromHours(a - 500); break;
            case 31: if (b % 3 == 0) NewProcess(a); break;
            case 32: Scenario.Restart(timeout: 1, OrderKey(b)); break;
            case 33: Scenario.Drill(timeout: 1, OrderKey(b)); break;
            case 34: Publish(); break;
            case 40: Scenario.Device[Panel[a % Panel.Length]] = PointValue.Of(b % 4); break;
            case 41: Scenario.Wait(TimeSpan.FromSeconds(6)); break;
            case 42: Scenario.Adopt(Panel[a % Panel.Length], b % 4, timeout: 1); break;
            case 43: Scenario.Lift(QuarantineOf(a), timeout: 1); break;
            case 35: if (b % 3 == 0) Stop(a); break;
            case 36 when b % 2 == 0:
                Scenario.Decide((AdministrativeState)(a % 3), a % 4 == 1 ? 1 : null, 1, key: OrderKey(a)); break;
            case 37: Scenario.Decide(AdministrativeState.Enabled, timeout: 1); break;
            case 38 when b % 2 == 0: Scenario.Lock($"proof-{a % 2}", 0.5); break;
            case 38: Scenario.Unlock(broken: a % 2 == 0); break;
            case 39: Scenario.AskLocked(operation, $"proof-{b % 2}", $"k{b % 6}-{a % Operations.Length}"); break;
            case 44: Scenario.Redeclare(Changes[a % Changes.Length](_spec)); break;
            case 45: Relink(a); break;
            case 46: Scenario.Device["temp"] = PointValue.Of(b % 4); break;
            case 47: Scenario.Device["temp"] = PointValue.Of(b % 4); Publish(); break;
            case 48: Order((AlarmOrder)(a % 4), Alarms[b % Alarms.Length]); break;
        }

        if (Scenario.Stopped) NewProcess(a);
    }

    /// <summary>Everything works from here on, in a new process and in service, and was read.</summary>
    public ShadowScenario Settled()
    {
        Scenario = Scenario.Successor($"claim-{++_claim}", TimeSpan.FromMinutes(1)).Start();
        Scenario.Wait(5);
        Scenario.Decide(AdministrativeState.Enabled);
        foreach (var id in Scenario.Shadow.State.Quarantine.Keys) Scenario.Lift(id);
        Scenario.Wait(5);
        foreach (var point in Scenario.Shadow.Spec.AlarmedPoints()) Scenario.Read(point.Id.Value);
        return Scenario.Wait(5);
    }

    private void Order(AlarmOrder order, string alarm) => Scenario.Ask(new ShadowCommands.ChangeAlarm(
        TestDevice.Id, new RequestId("order"), "ann", alarm, order, "seen", TimeSpan.FromMinutes(1),
        TimeSpan.FromSeconds(1)));

    private static string? OrderKey(int a) => a % 3 == 0 ? null : $"k{a % 6}";

    private void Manual()
    {
        Scenario.JournalAnswers = Scenario.DriverOpens = Scenario.DeviceReads = Scenario.DeviceActs = false;
    }

    private void NewProcess(int a)
    {
        Scenario = Scenario.Successor(
            $"claim-{++_claim}", TimeSpan.FromMilliseconds(a), a % 10 == 0 ? $"boot-{a}" : "boot", a % 2 == 0,
            _specs[a / 7 % _specs.Length]);
        _linkUp = false;
        Manual();
    }

    private void JournalEnds(int a, int b)
    {
        if (Scenario.Journal.UnderWay is null) return;
        if (a % 4 != 0) Scenario.Appends();
        else Scenario.Happens(new ShadowInputs.AppendFailed(Scenario.Journal.End(b % 2 == 0), "in doubt"));
    }

    private void JournalReads()
    {
        if (Scenario.Live.Journal != JournalStatus.Up) Scenario.JournalReads();
    }

    private void JournalGoes(int a)
    {
        Scenario.Journal.Abandon(a % 2 == 0);
        Scenario.Happens(new ShadowInputs.JournalUnavailable("no database"));
    }

    private void DriverMoves(int a)
    {
        var live = Scenario.Live;
        if (live.Driver == DriverPhase.Closing) Scenario.Happens(new ShadowInputs.DriverClosed(live.Incarnation));
        else if (live.Driver == DriverPhase.Opening && a % 10 != 0) Scenario.Opens();
        else if (live.Driver == DriverPhase.Opening)
            Scenario.Happens(new ShadowInputs.DriverOpenRefused(live.Incarnation, "too many orphans"));
        else if (!_linkUp) Link();
    }

    private void DriverFails(int a, int b)
    {
        if (Scenario.Live.Driver is not (DriverPhase.Open or DriverPhase.Opening)) return;
        var unsent = b % 2 == 0 ? Scenario.Calls.Keys.ToImmutableHashSet() : [];
        foreach (var call in unsent)
            if (Scenario.Calls[call] is ShadowEffects.CallMutate mutate)
                Scenario.Sent.Unsent(mutate.Request.Value);
        Scenario.Fails(Failures[a % Failures.Length], unsent);
    }

    private void Link()
    {
        _linkUp = !_linkUp;
        Scenario.Happens(_linkUp ? new ShadowInputs.LinkUp() : new ShadowInputs.LinkDown("cable"));
    }

    private void DeviceAnswers(int b)
    {
        if (Scenario.Calls.Count == 0) return;
        var (call, effect) = Scenario.Calls.OrderBy(pair => pair.Key).ElementAt(b % Scenario.Calls.Count);
        if (effect is ShadowEffects.CallRead) Scenario.Gives(call);
        else Scenario.Acts(b % 5 == 0 ? "no" : null);
    }

    private void SendRefused()
    {
        var mutate = Scenario.Calls.FirstOrDefault(call => call.Value is ShadowEffects.CallMutate);
        if (mutate.Value is not null) Scenario.RefusesToSend(mutate.Key);
    }

    private void Late(int a, int b)
    {
        var old = new Incarnation(Scenario.Live.Incarnation.Number - 1 - (a % 2));
        Scenario.Happens(
            new ShadowInputs.MutationDone(old, b % 20, new MutationOutcome.Acknowledged()),
            new ShadowInputs.ReadDone(old, b % 20, Scenario.Readings([new PointId("temp")])),
            new ShadowInputs.DriverOpened(old, "old", TimeSpan.Zero),
            new ShadowInputs.DriverFailed(old, FailureKind.Hang, "old", null, []));
    }

    private void Relink(int a)
    {
        if (Scenario.Live.Relink == RelinkPhase.Leaving && Scenario.Live.Driver == DriverPhase.Closed)
        {
            _linkUp = false;
            Scenario.Happens(new ShadowInputs.Relinked());
        }
        else if (a % 3 == 0)
        {
            Scenario.Happens(new ShadowInputs.RelinkOrdered("its link changes"));
        }
    }

    private void Publish() => Scenario.Happens(new ShadowInputs.Published(
        Scenario.Live.Driver == DriverPhase.Open ? Scenario.Live.Incarnation : Incarnation.None,
        Scenario.Readings([new PointId("temp")])));

    private string QuarantineOf(int a)
    {
        var ids = Scenario.Shadow.State.Quarantine.Keys.ToList();
        return ids.Count == 0 ? "read:temp" : ids[a % ids.Count];
    }

    private void Stop(int a) => Scenario.Happens(
        a % 2 == 0 ? new ShadowInputs.StopOrdered("moved") : new ShadowInputs.ClaimLost("proven"));
}
