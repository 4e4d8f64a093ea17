using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Domain.Renaming;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Serialization;

/// <summary>One example of everything a journal or snapshot table holds, for the approved bytes.</summary>
internal static class Examples
{
    private static readonly DateTimeOffset Time = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero);
    private static readonly RequestId Request = new("req-1");
    private static readonly PointId Setpoint = new("setpoint");
    private static readonly WriteOperation Write = new(Setpoint, PointValue.Of(21.0));
    private static readonly ClaimId Claim = new("claim-1");

    private static readonly EventStamp Stamp =
        new(Time, "boot-1", 123_456, new Incarnation(3), Claim, 17, "req-1");

    private static readonly HeldDifference Difference =
        new(Setpoint, PointValue.Of(21.0), PointValue.Of(20.0), "older than 60 s", Time);

    private static readonly AppliedOverlay Overlay = new(PointValue.Of(1000), PointValue.Of(5));

    private static readonly ImmutableArray<JournalName> Journals =
        [new JournalName("hall/oven", "hall/kiln+2", ["kiln"], ["hall/kiln"], "both are on record")];

    private static readonly AlarmNote Note = new(
        "setpoint:high", AlarmSeverity.High, AlarmState.Unacknowledged, "setpoint is 21 Cel, above 20 Cel", Time, 2,
        true, false, "operator", "seen", 60_000);

    private static readonly AlarmRecord Alarm = new(
        "setpoint:high", AlarmSeverity.High, true, true, true, "setpoint is 21 Cel, above 20 Cel", Time,
        Time.AddSeconds(1), AlarmAct.Acknowledged, 2, "operator", "seen",
        new AlarmShelf("operator", "being mended", Time.AddHours(1), "boot-1", 9_000));

    public static readonly ImmutableArray<object> All =
    [
        new ShadowEvents.Claimed(Stamp, "node-a", "installation-1", "oven", "1.0.0.0-0a1b2c3d4e5f6071"),
        new ShadowEvents.ClaimReleased(Stamp),
        new ShadowEvents.RequestDispatched(
            Stamp, Request, true, "operator", Write, 350, PointValue.Of(20.0), PointValue.Of(false)),
        new ShadowEvents.RequestQueued(
            Stamp,
            Request,
            false,
            "operator",
            new InvokeOperation(
                new CommandId("start"),
                ImmutableSortedDictionary<string, PointValue>.Empty
                    .Add("gain", PointValue.Of(double.PositiveInfinity))
                    .Add("mode", PointValue.Of("schnell, µ<&>"))),
            30_000,
            "9f86d081"),
        new ShadowEvents.RequestSettled(Stamp, Request, Verdict.Rejected, "exception 03", ServedBy.Driver),
        new ShadowEvents.DispatchVoided(Stamp, Request, "append in doubt"),
        new ShadowEvents.JournalResumed(Stamp, "append in doubt"),
        new ShadowEvents.AnswersRecorded(
            Stamp,
            [
                new AnswerRecord(
                    Request, "operator", Time, Setpoint, PointValue.Of(double.NaN), StatusCode.Good, Time,
                    ServedBy.Driver, null, null),
                new AnswerRecord(
                    null, "operator", Time, null, null, StatusCode.BadNoCommunication, null, ServedBy.ShadowBusy,
                    RefusalKind.Busy, "recovering", Asked: "write setpoint = 21"),
                new AnswerRecord(
                    Request, "operator", Time, null, null, StatusCode.Good, null, ServedBy.ShadowDrop, null, null,
                    Asked: "write setpoint = 21", Verdict: Verdict.Confirmed),
                new AnswerRecord(
                    null, "scan", Time, new PointId("energy"), PointValue.Of(1005), StatusCode.Good, Time,
                    ServedBy.Driver, null, null, Overlay, 123_400),
            ],
            5),
        new ShadowEvents.GapRecorded(Stamp, Time, Time.AddSeconds(9), 12, ["stop pump"]),
        new ShadowEvents.OverlayChanged(
            Stamp, new PointId("energy"), OverlayCause.Reset, PointValue.Of(1000), PointValue.Of(5),
            PointValue.Of(1000)),
        new ShadowEvents.DriverOpened(Stamp, "serial 4711", 35),
        new ShadowEvents.DriverFailed(
            Stamp, FailureKind.Hang, "no progress", "at Driver.Read()", [Request], [Setpoint], Setpoint, "setup"),
        new ShadowEvents.RequestQuarantined(Stamp, Request, Verdict.Indeterminate, "Quarantined: boom", "1.0.0.0-0a"),
        new ShadowEvents.ReadQuarantined(Stamp, Setpoint, "Quarantined: boom", "1.0.0.0-0a"),
        new ShadowEvents.SettingSkipped(
            Stamp, Setpoint, PointValue.Of(21.0), PointValue.Of(20.0), "Quarantined: boom", "1.0.0.0-0a"),
        new ShadowEvents.GroupSkipped(Stamp, "setup", "Quarantined: boom", "1.0.0.0-0a"),
        new ShadowEvents.SettingAdopted(
            Stamp, Setpoint, PointValue.Of(20.0), PointValue.Of(21.0), Request, "operator", "ordered by operator"),
        new ShadowEvents.DeviceResetDetected(Stamp, "2 settings are back", [Setpoint], true),
        new ShadowEvents.GroupsForgotten(Stamp, ["setup"], [Setpoint]),
        new ShadowEvents.IdsRenamed(
            Stamp, new RenamedIds([new RenamedPoint(Setpoint, new PointId("target"))], []),
            new RenamedIds(
                [new RenamedPoint(Setpoint, new PointId("target"))],
                [new RenamedCommand(new CommandId("go"), new CommandId("start"))]),
            "1.0.0.0-0011223344556677", "1.0.0.0-8899aabbccddeeff"),
        new ShadowEvents.QuarantineLifted(Stamp, ["read:setpoint"], Request, "operator", "ordered by operator"),
        new ShadowEvents.RestartOrdered(Stamp, Request, "operator", "maintenance"),
        new ShadowEvents.DeviceRedeclared(
            Stamp, "oven", true, "the device, setpoint", "1.0.0.0-0011223344556677", [Setpoint]),
        new ShadowEvents.FaultInjected(Stamp, Request, "operator", DrillFault.Throw),
        new ShadowEvents.StageCompleted(Stamp, RecoveryStage.Reinitialise, 4_200),
        new ShadowEvents.TransferPlanned(
            Stamp,
            [new PlannedSetting(Setpoint, PointValue.Of(7L))],
            new PlannedGroup(
                "setup",
                [new WriteOperation(new PointId("key"), PointValue.Of(1))],
                [new InvokeOperation(new CommandId("lock"), ImmutableSortedDictionary<string, PointValue>.Empty)])),
        new ShadowEvents.SettingsTransferred(
            Stamp,
            [
                new TransferredSetting(
                    Setpoint, PointValue.Of(true), PointValue.Of(false), TransferResult.Held,
                    "it could not be read back", HoldCause.NotRead),
            ],
            new TransferredGroup("setup", false, "not locked: invoke lock: busy")),
        new ShadowEvents.RecoveryCompleted(Stamp, 91_000),
        new ShadowEvents.DeviceFaulted(Stamp, "budget spent"),
        new ShadowEvents.KeysForgotten(Stamp, [Request]),
        new ShadowEvents.OrderKept(
            Stamp, Request, "[\"state\",\"Disabled\",\"taken away\",null]",
            new KeptAnswer(
                "done",
                new AdministrativeStatus(
                    AdministrativeState.Disabled, "ann (api ::1)", "taken away", Time, Time.AddHours(2), false),
                new LockStatus("ann (api ::1)", Time, Time.AddMinutes(5)))),
        new ShadowEvents.AdministrativeStateChanged(
            Stamp, AdministrativeState.Maintenance, "ann (api ::1)", "new seal", 7_200_000, "installation-1"),
        new ShadowEvents.LockTaken(Stamp, "9f86d081", "ann (api ::1)", 300_000),
        new ShadowEvents.LockReleased(Stamp, "bob (api ::1)", "ann (api ::1)", true, "she is at home"),
        new ShadowEvents.AlarmRaised(Stamp, Note),
        new ShadowEvents.AlarmReturned(Stamp, Note),
        new ShadowEvents.AlarmAcknowledged(Stamp, Note),
        new ShadowEvents.AlarmReset(Stamp, Note),
        new ShadowEvents.AlarmShelved(Stamp, Note),
        new ShadowEvents.AlarmUnshelved(Stamp, Note),
        new GatewayEvents.GatewayClaimed(Time, "boot-1", 5, Claim, "node-a", "installation-1"),
        new GatewayEvents.OwnershipProven(
            Time, "boot-1", 5_000, Claim, ImmutableSortedDictionary<string, long>.Empty.Add("oven", 250)),
        new GatewayEvents.GatewayReleased(Time, "boot-1", 9_000, Claim),
        new GatewayEvents.AlarmRaised(Time, "boot-1", 6_000, Claim, Note, 5),
        new GatewayEvents.AlarmReturned(Time, "boot-1", 6_000, Claim, Note, 5),
        new GatewayEvents.AlarmAcknowledged(Time, "boot-1", 6_000, Claim, Note, 5),
        new GatewayEvents.AlarmReset(Time, "boot-1", 6_000, Claim, Note, 5),
        new GatewayEvents.AlarmShelved(Time, "boot-1", 6_000, Claim, Note, 5),
        new GatewayEvents.AlarmUnshelved(Time, "boot-1", 6_000, Claim, Note, 5),
        new PlantEvents.PlantApplied(Time, "operator", "plant.yaml", "gateways:\n  hall: {}\n", Journals),
        new ShadowState
        {
            Claim = new ClaimRecord(Claim, "node-a", "installation-1", false),
            Append = 17,
            Incarnation = new Incarnation(3),
            Order = 2,
            Settings = ImmutableSortedDictionary<string, RecordedSetting>.Empty
                .Add("setpoint", new RecordedSetting(PointValue.Of(21.0), 1, Request, Time, "boot-1", 9)
                {
                    Before = PointValue.Of(20.0),
                    Origin = PointValue.Of(0.0),
                }),
            Readings = ImmutableSortedDictionary<string, RecordedReading>.Empty
                .Add("energy", new RecordedReading(
                    PointValue.Of(1005), StatusCode.Good, Time, "boot-1", 8, Overlay))
                .Add("flow", new RecordedReading(PointValue.Of(1.5), StatusCode.Good, Time, "boot-1", 8)),
            Overlays = ImmutableSortedDictionary<string, AppliedOverlay>.Empty.Add("energy", Overlay),
            Requests = ImmutableDictionary<string, RequestRecord>.Empty
                .Add("req-1", new RequestRecord(
                    Request, true, "operator", Write, Verdict.Confirmed, null, ServedBy.Driver, 1, Time, "boot-1", 9,
                    null)),
            Orders = ImmutableSortedDictionary<string, OrderRecord>.Empty
                .Add("req-2", new OrderRecord("[\"restart\",\"test\"]", new KeptAnswer("done"), "boot-1", 9)),
            Held = ImmutableSortedDictionary<string, HeldDifference>.Empty.Add("setpoint", Difference),
            Suspects = ImmutableSortedDictionary<string, DateTimeOffset>.Empty.Add("read:flow", Time),
            Quarantine = ImmutableSortedDictionary<string, Quarantined>.Empty
                .Add("request:req-1", new Quarantined(
                    "request:req-1", "write setpoint = 21", Time, "Quarantined: boom", "1.0.0.0-0a",
                    Verdict.Indeterminate)),
            Alarms = AlarmBook.Empty.Add("setpoint:high", Alarm),
            Planned = [new PlannedSetting(Setpoint, PointValue.Of(21.0))],
            OpenGroups = ["setup"],
            Unkeyed = 1,
            Administrative = new AdministrativeRecord(
                AdministrativeState.Disabled, "ann (api ::1)", "new seal", Time, "boot-1", 10, null),
            ComparedAfter = new AdministrativeRecord(
                AdministrativeState.Maintenance, "ann (api ::1)", "new seal", Time, "boot-1", 8, 7_200_000),
            DisabledAtStart = "installation-1",
            Lock = new LockRecord("9f86d081", "ann (api ::1)", Time, "boot-1", 9, 300_000),
            Recoveries = 4,
            IsFailed = true,
            IsReset = true,
            LastError = "Hang: no progress",
            Stated = new RenamedIds([new RenamedPoint(new PointId("sp"), Setpoint)], []),
        },
        new GatewayState
        {
            Claim = new ClaimRecord(Claim, "node-a", "installation-1", true),
            Boot = "boot-1",
            UptimeMs = 77,
            Alarms = AlarmBook.Empty.Add("link-lost", Alarm with { Alarm = "link-lost", Shelf = null }),
            ContactAgeMs = ImmutableSortedDictionary<string, long>.Empty.Add("oven", 250),
        },
        new PlantState("plant.yaml", "gateways: {}\n", Journals),
    ];
}
