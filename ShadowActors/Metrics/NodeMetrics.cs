using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Understudy.DriverActors.Actors;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Metrics;

/// <summary>
/// The node's metrics, as instruments of one meter. Counters of devices and gateways live in
/// <see cref="DeviceMetrics"/> and <see cref="GatewayMetrics"/> and are only looked at when somebody collects; who is
/// forgotten here is in no collection any more. Safe for several threads.
/// </summary>
public sealed class NodeMetrics
{
    public const string MeterName = "Understudy";

    private static readonly double[] RequestBounds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];

    private static readonly double[] AppendBounds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly double[] RecoveryBounds =
        [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

    private static readonly KeyValuePair<string, object?>[] KindLabels =
    [
        .. RequestSeries.Names<RequestKind>().Select(name => new KeyValuePair<string, object?>("operation", name)),
    ];

    private readonly ConcurrentDictionary<DeviceId, DeviceMetrics> _devices = new();
    private readonly ConcurrentDictionary<GatewayId, GatewayMetrics> _gateways = new();
    private readonly Histogram<double>? _requestTime;
    private readonly Histogram<double>? _recoveryTime;
    private readonly Histogram<double>? _appendTime;

    /// <param name="time">The clock of the node's actors.</param>
    /// <param name="meter">Gets the instruments; null: nobody collects. One meter takes those of one node.</param>
    public NodeMetrics(TimeProvider time, OrphanWatch orphans, Meter? meter)
    {
        if (meter is null) return;
        _requestTime = Seconds(
            meter, "understudy.request.duration", "From a request's arrival at its shadow to its answer.",
            RequestBounds);
        _recoveryTime = Seconds(
            meter, "understudy.recovery", "From the end of an incarnation to the next one that serves.",
            RecoveryBounds);
        _appendTime = Seconds(
            meter, "understudy.journal.append", "From handing events to the journal until they are durable.",
            AppendBounds);
        meter.CreateObservableCounter(
            "understudy.journal.appended", () => Journal.Total, "By", "Bytes of events that became durable.");
        JournalInstruments.Create(meter, Upkeep);
        DeviceInstruments.Create(meter, _devices, time, orphans);
        GatewayInstruments.Create(meter, _gateways);
        AlarmInstruments.Create(meter, _devices, _gateways, AlarmNotices);
    }

    public AlarmNotices AlarmNotices { get; } = new();

    public JournalBytes Journal { get; } = new();

    public JournalUpkeepMetrics Upkeep { get; } = new();

    /// <summary>The metrics of a device, from now on collected.</summary>
    public DeviceMetrics Device(DeviceId device) => _devices.GetOrAdd(device, id => new DeviceMetrics(id));

    /// <summary>The metrics of a gateway, from now on collected.</summary>
    public GatewayMetrics Gateway(GatewayId gateway) => _gateways.GetOrAdd(gateway, id => new GatewayMetrics(id));

    public void Forget(DeviceId device) => _devices.TryRemove(device, out _);

    /// <summary>With all its devices.</summary>
    public void Forget(GatewayId gateway)
    {
        _gateways.TryRemove(gateway, out _);
        foreach (var device in _devices.Keys)
            if (device.Gateway == gateway)
                Forget(device);
    }

    public void Answered(RequestKind kind, TimeSpan after) =>
        _requestTime?.Record(after.TotalSeconds, KindLabels[(int)kind]);

    public void Recovered(TimeSpan after) => _recoveryTime?.Record(after.TotalSeconds);

    public void Appended(TimeSpan after) => _appendTime?.Record(after.TotalSeconds);

    private static Histogram<double> Seconds(Meter meter, string name, string description, double[] bounds) =>
        meter.CreateHistogram(
            name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
