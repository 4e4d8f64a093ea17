using System.Diagnostics.Metrics;

namespace Understudy.Tests.ShadowActors.Metrics;

/// <summary>A meter, and what an exporter would see of it.</summary>
internal sealed class CollectedMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, double> _values = [];

    public CollectedMeter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == Meter) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public Meter Meter { get; } = new("test");

    /// <summary>The present value of an observable instrument, or the sum of what was recorded; null: nothing was told.
    /// The labels' values in the order of the labels, without those of gateway and device.</summary>
    public double? Value(string instrument, params string[] labels)
    {
        lock (_lock)
        {
            foreach (var name in _values.Keys.Where(name => !name.StartsWith("+", StringComparison.Ordinal)).ToList())
                _values.Remove(name);
        }

        _listener.RecordObservableInstruments();
        var key = string.Join(' ', [instrument, .. labels]);
        lock (_lock)
        {
            return _values.TryGetValue(key, out var value) || _values.TryGetValue($"+{key}", out value) ? value : null;
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        Meter.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = tags.ToArray().Where(tag => tag.Key is not ("gateway" or "device")).Select(tag => $"{tag.Value}");
        var key = string.Join(' ', [instrument.Name, .. labels]);
        lock (_lock)
        {
            if (instrument.IsObservable) _values[key] = value;
            else _values[$"+{key}"] = _values.GetValueOrDefault($"+{key}") + value;
        }
    }
}
