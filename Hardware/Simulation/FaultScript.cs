namespace Understudy.Hardware.Simulation;

/// <summary>Which fault the next request of a unit meets. Safe for several threads.</summary>
internal sealed class FaultScript
{
    private const int EveryUnit = 256;

    private readonly Lock _lock = new();
    private readonly (SimulatorFault Fault, int? Left)?[] _faults = new (SimulatorFault, int?)?[EveryUnit + 1];
    private volatile bool _isQuiet = true;

    public void Set(byte? unit, SimulatorFault fault, int? requests)
    {
        if (requests is { } count) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count, nameof(requests));
        lock (_lock)
        {
            _faults[unit ?? EveryUnit] = (fault, requests);
            _isQuiet = false;
        }
    }

    public void Clear(byte? unit)
    {
        lock (_lock) _faults[unit ?? EveryUnit] = null;
    }

    public void ClearAll()
    {
        lock (_lock)
        {
            Array.Clear(_faults);
            _isQuiet = true;
        }
    }

    public SimulatorFault? Next(byte unit)
    {
        if (_isQuiet) return null;
        lock (_lock) return Take(unit) ?? Take(EveryUnit);
    }

    private SimulatorFault? Take(int place)
    {
        if (_faults[place] is not var (fault, left)) return null;
        _faults[place] = left is null ? (fault, left) : left > 1 ? (fault, left - 1) : null;
        return fault;
    }
}
