using System.Diagnostics;
using Understudy.Hardware.Modbus;

namespace Understudy.Tests.Benchmarks.Device;

/// <summary>Notes when each unit is asked.</summary>
internal sealed class TimedUnits(IModbusUnits units) : IModbusUnits
{
    private readonly TimedUnit?[] _timed = new TimedUnit?[256];

    public IModbusUnit? Find(byte unit)
    {
        if (_timed[unit] is { } known) return known;
        return units.Find(unit) is { } found ? _timed[unit] = new TimedUnit(found) : null;
    }

    /// <summary>Milliseconds between one request and the next, of each unit, since the last call.</summary>
    public Dictionary<byte, double[]> TakeTimes()
    {
        var times = new Dictionary<byte, double[]>();
        for (var unit = 0; unit < _timed.Length; unit++)
            if (_timed[unit] is { } timed)
                times[(byte)unit] = timed.Take();
        return times;
    }

    private sealed class TimedUnit(IModbusUnit unit) : IModbusUnit
    {
        private readonly Lock _lock = new();
        private List<double> _times = [];
        private long? _last;

        public ValueTask<ModbusAnswer> ExecuteAsync(ModbusRequest request, CancellationToken cancellation)
        {
            var now = Stopwatch.GetTimestamp();
            lock (_lock)
            {
                if (_last is { } last) _times.Add(Stopwatch.GetElapsedTime(last, now).TotalMilliseconds);
                _last = now;
            }

            return unit.ExecuteAsync(request, cancellation);
        }

        public double[] Take()
        {
            lock (_lock)
            {
                double[] taken = [.. _times];
                (_times, _last) = ([], null);
                return taken;
            }
        }
    }
}
