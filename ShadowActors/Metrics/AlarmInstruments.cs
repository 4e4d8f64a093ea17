using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Metrics;

/// <summary>How many alarms stand, by severity and state: over devices and gateways, not by them, so that the number of
/// series is fixed.</summary>
internal static class AlarmInstruments
{
    private const string Shelved = "shelved";
    private const string OutOfService = "out_of_service";

    private static readonly string[] SeverityNames = RequestSeries.Names<AlarmSeverity>();

    // A Normal alarm is none, unless it is shelved.
    private static readonly string[] StateNames = [Shelved, .. RequestSeries.Names<AlarmState>().Skip(1), OutOfService];

    public static void Create(
        Meter meter,
        ConcurrentDictionary<DeviceId, DeviceMetrics> devices,
        ConcurrentDictionary<GatewayId, GatewayMetrics> gateways,
        AlarmNotices notices)
    {
        meter.CreateObservableGauge(
            "understudy.alarms",
            () => Count(devices.Values
                .SelectMany(device => OfDevice(device.Shadow))
                .Concat(gateways.Values.SelectMany(gateway => gateway.Alarms.Values.Select(alarm => (alarm, false))))),
            "{alarm}",
            "Alarms that are not cleared, by severity and state.");
        meter.CreateObservableCounter(
            "understudy.alarm_notices",
            () => Count(notices),
            "{notice}",
            "Notices of alarms: delivered to the webhook, attempts that failed, dropped.");
        meter.CreateObservableGauge(
            "understudy.alarm_notices.waiting", () => notices.Waiting, "{notice}",
            "Notices of alarms that are not delivered yet.");
    }

    private static IEnumerable<Measurement<long>> Count(AlarmNotices notices)
    {
        yield return Of(notices.Delivered, "delivered");
        yield return Of(notices.Failed, "failed");
        yield return Of(notices.Dropped, "dropped");

        static Measurement<long> Of(long count, string outcome) =>
            new(count, new KeyValuePair<string, object?>("outcome", outcome));
    }

    private static IEnumerable<(AlarmRecord Alarm, bool IsOut)> OfDevice(Shadow? shadow) => shadow is null
        ? []
        : shadow.State.Alarms.Values.Select(alarm => (alarm, AlarmViews.IsOut(shadow.Live, alarm.Alarm)));

    private static IEnumerable<Measurement<int>> Count(IEnumerable<(AlarmRecord Alarm, bool IsOut)> alarms)
    {
        var counts = new int[SeverityNames.Length, StateNames.Length];
        foreach (var (alarm, isOut) in alarms)
            counts[(int)alarm.Severity, isOut ? StateNames.Length - 1 : alarm.Shelf is null ? (int)alarm.State : 0]++;
        for (var severity = 0; severity < SeverityNames.Length; severity++)
            for (var state = 0; state < StateNames.Length; state++)
                yield return new Measurement<int>(
                    counts[severity, state], new("severity", SeverityNames[severity]),
                    new("state", StateNames[state]));
    }
}
