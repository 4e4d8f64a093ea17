using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Understudy.DriverActors.Actors;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Metrics;

/// <summary>The instruments that tell of devices. Each looks when it is asked, at those that are known then.</summary>
internal static class DeviceInstruments
{
    private static readonly string[] ModeNames = RequestSeries.Names<DeviceMode>();
    private static readonly string[] StateNames = RequestSeries.Names<AdministrativeState>();
    private static readonly string[] CauseNames = RequestSeries.Names<FailureKind>();

    public static void Create(
        Meter meter,
        ConcurrentDictionary<DeviceId, DeviceMetrics> devices,
        TimeProvider time,
        OrphanWatch orphans)
    {
        meter.CreateObservableCounter(
            "understudy.requests",
            () => devices.Values.SelectMany(Requests),
            "{request}",
            "Requests that a shadow has answered, by who served them and what came of them.");
        meter.CreateObservableCounter(
            "understudy.driver.restarts",
            () => devices.Values.SelectMany(Restarts),
            "{restart}",
            "Incarnations of a driver that ended, by cause; each is followed by another while the device is declared.");
        Count("understudy.indeterminate_verdicts", "{verdict}",
            "Verdicts in the journal of which nobody knows whether they were executed.",
            device => device.IndeterminateVerdicts);
        Count("understudy.journal.gaps", "{gap}",
            "Gaps in the journal: answers were given that could not be recorded.",
            device => device.Gaps);
        meter.CreateObservableGauge(
            "understudy.devices", () => Modes(devices.Values), "{device}", "Devices of this node, by mode.");
        meter.CreateObservableGauge(
            "understudy.device.mode",
            () => devices.Values.SelectMany(Mode),
            description: "1 for the mode that the device is in, 0 for the others.");
        meter.CreateObservableGauge(
            "understudy.device.administrative_state",
            () => devices.Values.SelectMany(State),
            description: "1 for what people decided about the device, 0 for the others.");
        Gauge("understudy.device.maintenance_overdue", null, "1 while a Maintenance without an end lasts too long.",
            (_, shadow) => shadow.Live.IsOverdueTold ? 1 : 0);
        Gauge("understudy.requests.in_flight", "{request}", "Requests that wait for their answer.",
            (device, _) => device.InFlight);
        Gauge("understudy.requests.oldest_in_flight", "s", "How long the oldest of them has waited; 0: none waits.",
            (device, _) => device.OldestAsked is { } asked ? Past(time, asked) : 0);
        Gauge("understudy.queue.length", "{request}", "Changes that are accepted for after the recovery.",
            (_, shadow) => shadow.State.Requests.Values.Count(record => record.Verdict == Verdict.Accepted));
        Gauge("understudy.journal.waiting_entries", null, "Events and answers that are not yet durable.",
            (_, shadow) => Waiting(shadow));
        Gauge("understudy.journal.lag", "s", "How long the append under way has taken so far; 0: none is.",
            (_, shadow) => shadow.Line.UnderWay is { } batch ? Past(time, batch.HandedAt) : 0);
        Gauge("understudy.journal.up", null, "1 while the journal takes events, 0 while nothing may be changed.",
            (_, shadow) => shadow.Live.Journal == JournalStatus.Up ? 1 : 0);
        Gauge("understudy.driver.orphans", "{task}", "Tasks of ended incarnations that still run.",
            (device, _) => orphans.Count(device.Device));

        void Count(string name, string unit, string description, Func<DeviceMetrics, long> value) =>
            meter.CreateObservableCounter(
                name,
                () => devices.Values.Select(device => new Measurement<long>(
                    value(device), device.GatewayLabel, device.DeviceLabel)),
                unit,
                description);

        void Gauge(string name, string? unit, string description, Func<DeviceMetrics, Shadow, double> value) =>
            meter.CreateObservableGauge(
                name,
                () => devices.Values.Where(device => device.Shadow is not null).Select(device => Of(device, value)),
                unit,
                description);
    }

    private static Measurement<double> Of(DeviceMetrics device, Func<DeviceMetrics, Shadow, double> value) =>
        // Gone between the two looks: then it is one that has just begun.
        new(device.Shadow is { } shadow ? value(device, shadow) : 0, device.GatewayLabel, device.DeviceLabel);

    private static IEnumerable<Measurement<long>> Requests(DeviceMetrics device)
    {
        for (var series = 0; series < RequestSeries.Count; series++)
        {
            var count = Volatile.Read(in device.Requests[series]);
            if (count == 0) continue;
            var (operation, servedBy, outcome) = RequestSeries.LabelsOf(series);
            yield return new Measurement<long>(
                count, device.GatewayLabel, device.DeviceLabel, new("operation", operation),
                new("served_by", servedBy), new("outcome", outcome));
        }
    }

    private static IEnumerable<Measurement<long>> Restarts(DeviceMetrics device)
    {
        for (var cause = 0; cause < CauseNames.Length; cause++)
        {
            yield return new Measurement<long>(
                Volatile.Read(in device.Restarts[cause]), device.GatewayLabel, device.DeviceLabel,
                new("cause", CauseNames[cause]));
        }
    }

    private static IEnumerable<Measurement<int>> Modes(IEnumerable<DeviceMetrics> devices)
    {
        var counts = new int[ModeNames.Length];
        foreach (var device in devices)
            if (device.Shadow is { } shadow)
                counts[(int)shadow.Live.Mode]++;
        return counts.Select((count, mode) => new Measurement<int>(
            count, new KeyValuePair<string, object?>("mode", ModeNames[mode])));
    }

    private static IEnumerable<Measurement<int>> Mode(DeviceMetrics device) => device.Shadow is not { } shadow
        ? []
        : ModeNames.Select((name, mode) => new Measurement<int>(
            (int)shadow.Live.Mode == mode ? 1 : 0, device.GatewayLabel, device.DeviceLabel, new("mode", name)));

    private static IEnumerable<Measurement<int>> State(DeviceMetrics device) =>
        device.Shadow is not { } shadow || !Administration.IsKnown(shadow.Live)
            ? []
            : StateNames.Select((name, state) => new Measurement<int>(
                (int)(shadow.Live.OutOfService?.State ?? AdministrativeState.Enabled) == state ? 1 : 0,
                device.GatewayLabel, device.DeviceLabel, new("state", name)));

    private static int Waiting(Shadow shadow) =>
        (shadow.Line.UnderWay?.Events.Count ?? 0) + shadow.Line.Gathering.Events.Count + shadow.Live.Unrecorded.Count;

    private static double Past(TimeProvider time, TimeSpan since) =>
        Math.Max(0, (time.GetElapsedTime(0, time.GetTimestamp()) - since).TotalSeconds);
}
