using Understudy.Hardware.Modbus;

namespace Understudy.Tests.Benchmarks.Device;

/// <summary>Units that take their time: each request is executed at once and answered after the delay.</summary>
internal sealed class DelayedUnits(IModbusUnits units) : IModbusUnits
{
    private readonly DelayLine _line = new();
    private readonly DelayedUnit?[] _delayed = new DelayedUnit?[256];

    /// <summary>For the requests that come from now on.</summary>
    public TimeSpan Delay { get; set; }

    public IModbusUnit? Find(byte unit)
    {
        if (_delayed[unit] is { } known) return known;
        return units.Find(unit) is { } found ? _delayed[unit] = new DelayedUnit(this, found) : null;
    }

    private sealed class DelayedUnit(DelayedUnits all, IModbusUnit unit) : IModbusUnit
    {
        public ValueTask<ModbusAnswer> ExecuteAsync(ModbusRequest request, CancellationToken cancellation) =>
            all.Delay > TimeSpan.Zero
                ? LaterAsync(request, cancellation)
                : unit.ExecuteAsync(request, cancellation);

        private async ValueTask<ModbusAnswer> LaterAsync(ModbusRequest request, CancellationToken cancellation)
        {
            var answer = await unit.ExecuteAsync(request, cancellation).ConfigureAwait(false);
            await all._line.WaitAsync(all.Delay).ConfigureAwait(false);
            return answer;
        }
    }
}
