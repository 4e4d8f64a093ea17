using Understudy.Hardware.Modbus;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>Units 1 to 8 of one server, whose registers are all zero; each counts what it is asked.</summary>
internal sealed class CountedUnits : IModbusUnits
{
    public const int Count = 8;

    private readonly Unit[] _units = [.. Enumerable.Range(0, Count + 1).Select(_ => new Unit())];

    public IModbusUnit? Find(byte unit) => unit is > 0 and <= Count ? _units[unit] : null;

    /// <summary>From now on it answers nothing.</summary>
    public void Silence(byte unit) => _units[unit].IsSilent = true;

    /// <summary>How often each was asked so far, by its number; nobody is 0.</summary>
    public int[] Asked() => [.. _units.Select(unit => unit.Asked)];

    private sealed class Unit : IModbusUnit
    {
        private int _asked;

        public volatile bool IsSilent;

        public int Asked => Volatile.Read(ref _asked);

        public ValueTask<ModbusAnswer> ExecuteAsync(ModbusRequest request, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _asked);
            return ValueTask.FromResult((request, IsSilent) switch
            {
                (_, true) => ModbusAnswer.Silent,
                (ModbusRequest.Read read, _) => ModbusAnswer.Of(new byte[2 * read.Count]),
                _ => ModbusAnswer.Refused(ModbusExceptionCode.IllegalFunction),
            });
        }
    }
}
