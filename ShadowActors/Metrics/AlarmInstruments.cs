using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Metrics;

/// <summary>How many alarms stand, by severity and state: over devices and gateways, not by them, so that the number of
/// series is fixed.</summary>
internal static class AlarmInstruments
{
    private const string Shelved = "shelved";

    private static readonly string[] SeverityNames = RequestSeries.Names<AlarmSeverity>();

    // A Normal alarm is none, unless it is shelved.
    private static readonly string[] StateNames = [Shelved, .. RequestSeries.Names<AlarmState>().Skip(1)];

    public static void Create(
        Meter meter,
        ConcurrentDictionary<DeviceId, DeviceMetrics> devices,
        ConcurrentDictionary<GatewayId, GatewayMetrics> gateways) => meter.CreateObservableGauge(
        "understudy.alarms",
        () => Count(devices.Values
            .SelectMany(device => device.Shadow?.State.Alarms.Values ?? [])
            .Concat(gateways.Values.SelectMany(gateway => gateway.Alarms.Values))),
        "{alarm}",
        "Alarms that are not cleared, by severity and state.");

    private static IEnumerable<Measurement<int>> Count(IEnumerable<AlarmRecord> alarms)
    {
        var counts = new int[SeverityNames.Length, StateNames.Length];
        foreach (var alarm in alarms) counts[(int)alarm.Severity, alarm.Shelf is null ? (int)alarm.State : 0]++;
        for (var severity = 0; severity < SeverityNames.Length; severity++)
            for (var state = 0; state < StateNames.Length; state++)
                yield return new Measurement<int>(
                    counts[severity, state], new("severity", SeverityNames[severity]),
                    new("state", StateNames[state]));
    }
}
