using System.Collections.Immutable;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.CommandLine.Words;
using Understudy.Supervisor.Dashboard.View;

namespace Understudy.Tests.Supervisor.Dashboard;

/// <summary>A plant in which everything is going on: all modes, all qualities, a link that is down, held settings.
/// </summary>
public static class SamplePlant
{
    public static PlantSnapshot At(DateTimeOffset now) => new(now, "hall1-a", IsReady: true, null,
    [
        Gateway("hall1", true, null,
        [
            Furnace("furnace1", now, DeviceMode.Passive, 812.4, StatusCode.Good, 0.4),
            Furnace("furnace2", now, DeviceMode.Active, 796.1, StatusCode.UncertainLastUsableValue, 3.2),
            Furnace("furnace3", now, DeviceMode.Faulted, null, StatusCode.BadNoCommunication, null),
            Device("hall1/conveyor", "vfd", "hall 1", now.AddHours(-7), DeviceMode.Passive,
                [Real("frequency", 24.98, "Hz", 0.3), Real("current", 11.2, "A", 0.3), Real("torque", 43.5, "%", 1.9),
                    Flag("running", true), Flag("fault", false), Real("hours", 18234, "h", 1.9)]),
            Device("hall1/energy", "energyMeter", "hall 1 switchboard", now.AddHours(-7), DeviceMode.Passive,
                [Real("power", 148.3, "kW", 0.2), Real("voltage", 401.7, "V", 1.1), Real("current", 213.9, "A", 1.1),
                    Real("energy", 884213, "kW.h", 1.1)]),
        ]),
        Gateway("lab", true, null,
        [
            Device("lab/balance", "balance", "lab 2", now.AddMinutes(-42), DeviceMode.Passive,
                [Real("weight", 128.412, "g", 0.1), Flag("stable", true)], held: 1),
            Device("lab/bath", "bath", "lab 2", now.AddMinutes(-42), DeviceMode.Passive,
                [Real("temperature", 37.02, "Cel", 0.5), Sensor("level"), Real("setpoint", 37, "Cel", 12)]),
            Device("lab/climate", "climate", "lab 2", now.AddMinutes(-42), DeviceMode.Passive, [], journalUp: false),
        ]),
        Gateway("utilities", false, "Connection refused by 10.0.0.7:502; next try in 8 s.",
        [
            Device("utilities/chiller", "chiller", "roof", now.AddSeconds(-95), DeviceMode.Active,
                [Real("supply", 6.8, "Cel", 95, StatusCode.BadNoCommunication),
                    Real("return", 12.1, "Cel", 95, StatusCode.BadNoCommunication)],
                stage: RecoveryStage.Reinitialise, reason: "The link is down; recorded values are too old to serve."),
        ]),
        new GatewayPicture(new GatewayId("yard"), "modbusTcp 10.0.0.9:502", null, "The gateway gave no answer in time.",
            null, [new DevicePicture(DeviceId.Parse("yard/pump9"), "vfd", "pump house", null)]),
    ]);

    /// <summary>Many devices, a few of them in trouble.</summary>
    public static PlantSnapshot Long(DateTimeOffset now, int gateways, int devicesEach) => new(
        now, "hall1-a", IsReady: true, null,
        [
            .. Enumerable.Range(1, gateways).Select(g => Gateway($"line{g:00}", true, null,
            [
                .. Enumerable.Range(1, devicesEach).Select(d => Device($"line{g:00}/meter{d:0000}", "energyMeter", null,
                    now.AddHours(-d), (g * d) % 997 == 0 ? DeviceMode.Faulted : DeviceMode.Passive,
                    [Real("power", d, "kW", 0.2)])),
            ])),
        ]);

    public static PlantSnapshot Empty(DateTimeOffset now) => new(now, "hall1-a", IsReady: true, null, []);

    public static IReadOnlyList<JournalEntry> Journal(DateTimeOffset now)
    {
        (string Kind, double Ago, string Json)[] entries =
        [
            ("stage-completed", 1.1, """{"stage":"Stop","elapsedUs":2150}"""),
            ("driver-failed", 1.2, """
                {"kind":"Hang","message":"No progress 1.5 s after the deadline of read temperature","inFlight":["r-77"]}
                """),
            ("fault-injected", 3, """{"principal":"anna","fault":"Hang"}"""),
            ("request-settled", 14, """{"request":"r-76","verdict":"Confirmed","servedBy":"Driver"}"""),
            ("request-dispatched", 14.02, """
                {"request":"r-76","principal":"scada","operation":{"do":"write","point":"setpoint","value":800.0}}
                """),
            ("settings-transferred", 3600, """
                {"settings":[{"point":"manual","recorded":false,"actual":false,"result":"Unchanged"},
                {"point":"setpoint","recorded":795.0,"actual":20.0,"result":"Written"}]}
                """),
            ("answers-recorded", 3601, """
                {"answers":[{"point":"temperature","value":790.25,"status":"LastUsableValue",
                "servedBy":"ShadowRespond"}],"omitted":14}
                """),
            ("claimed", 7200, """{"node":"hall1-a","installation":"i-1","profile":"furnace"}"""),
        ];
        return [.. entries.Select((entry, i) => new JournalEntry(
            412 - i, now.AddSeconds(-entry.Ago), entry.Kind, JsonDocument.Parse(entry.Json).RootElement))];
    }

    private static GatewayPicture Gateway(string id, bool up, string? reason, ImmutableArray<DevicePicture> devices) =>
        new(new GatewayId(id), "modbusTcp 10.0.0.5:502", up, reason, "hall1-a", devices);

    private static DevicePicture Furnace(
        string name, DateTimeOffset now, DeviceMode mode, double? temperature, StatusCode status, double? age)
    {
        var temperatureRead = temperature is { } value
            ? Real("temperature", value, "Cel", age!.Value, status)
            : new ServedReading(new PointId("temperature"), null, "Cel", status, null, null, ServedBy.ShadowRespond);
        var reason = mode switch
        {
            DeviceMode.Active => "The driver hung: no progress 1.5 s after the deadline of a read.",
            DeviceMode.Faulted => "5 failures within 60 s; last: IllegalDataAddress while reading holding/122.",
            _ => null,
        };
        var since = mode == DeviceMode.Passive
            ? now.AddHours(-7)
            : now.AddSeconds(mode == DeviceMode.Active ? -2.3 : -1260);
        return Device($"hall1/{name}", "furnace", "hall 1 north",
            since, mode,
            [temperatureRead, Real("heaterPower", 61.5, "%", age ?? 1260, status), Flag("doorOpen", false, status),
                Real("setpoint", 800, "Cel", 8.4, status), Real("ramp", 5, "K/min", 900)],
            mode == DeviceMode.Active ? RecoveryStage.Transfer : null, reason,
            held: mode == DeviceMode.Faulted ? 2 : 0);
    }

    private static DevicePicture Device(
        string id,
        string profile,
        string? area,
        DateTimeOffset since,
        DeviceMode mode,
        ImmutableArray<ServedReading> readings,
        RecoveryStage? stage = null,
        string? reason = null,
        int held = 0,
        bool journalUp = true)
    {
        var device = DeviceId.Parse(id);
        ImmutableArray<HeldDifference> differences =
        [
            .. Enumerable.Range(0, held).Select(i => new HeldDifference(
                new PointId(i == 0 ? "filter" : "highLimit"), PointValue.Of(2), PointValue.Of(0),
                "Last contact was 14 min ago, longer than restoreWithin (60 s).")),
        ];
        return new DevicePicture(device, profile, area, new ShadowReplies.DeviceStatus(
            device, profile, mode, stage, since, reason, new Incarnation(7), 6,
            reason is null ? null : "TimeoutException: no reply to unit 2, function 4, within 500 ms",
            since, 0, mode == DeviceMode.Active ? 2 : 0, journalUp, differences, readings));
    }

    private static ServedReading Real(string point, double value, string unit, double age, StatusCode? status = null) =>
        Reading(point, PointValue.Of(value), unit, age, status ?? StatusCode.Good);

    private static ServedReading Flag(string point, bool value, StatusCode? status = null) =>
        Reading(point, PointValue.Of(value), "1", 0.4, status ?? StatusCode.Good);

    private static ServedReading Sensor(string point) =>
        new(new PointId(point), null, "mm", StatusCode.BadSensorFailure, null, null, ServedBy.Driver);

    private static ServedReading Reading(string point, PointValue value, string unit, double age, StatusCode status) =>
        new(new PointId(point), status.Quality == Quality.Bad ? null : value, unit, status,
            TimeSpan.FromSeconds(age), null,
            status.IsGood ? ServedBy.Driver : ServedBy.ShadowRespond);
}
