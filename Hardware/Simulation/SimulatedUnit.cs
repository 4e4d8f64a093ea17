using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Simulation;

/// <summary>One device: its points, its commands and its identity, in four tables.</summary>
internal sealed class SimulatedUnit : IModbusUnit
{
    private readonly DeviceSpec _device;
    private readonly FaultScript _faults;
    private readonly ExecutionLog _log;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly SimulatedTable[] _tables;
    private readonly SimulatedPoint[] _points;

    public SimulatedUnit(DeviceSpec device, FaultScript faults, ExecutionLog log, TimeProvider time)
    {
        (_device, _faults, _log, _time) = (device, faults, log, time);
        _points = [.. device.Points
            .Where(point => ValueForm.Of(point).Mismatch is null)
            .Select(point => new SimulatedPoint(device.Id, point))];
        var areas = _points
            .Select(point => (point.Spec.At, point.Size, IsWritable: point.Spec.IsWritable && point.Spec.At.IsWritable))
            .Concat(device.Commands.Select(command => (command.At, ValueForm.Of(command).Size, IsWritable: true)))
            .Concat(device.Identity is { } identity ? [(identity.At, 1, false)] : [])
            .ToLookup(area => area.At.Table, area => ((int)area.At.Offset, area.Item2, area.IsWritable));
        _tables = [.. Enum.GetValues<ModbusTable>().Select(table => new SimulatedTable([.. areas[table]]))];
        PowerOn();
    }

    public async ValueTask<ModbusAnswer> ExecuteAsync(ModbusRequest request, CancellationToken cancellation)
    {
        switch (_faults.Next(_device.Unit))
        {
            case SimulatorFault.Exception refused:
                return ModbusAnswer.Refused(refused.Code);
            case SimulatorFault.Silence silence:
                if (silence.Executes) Execute(request);
                return ModbusAnswer.Silent;
            case SimulatorFault.JoinNext:
                return Execute(request) with { WaitsForNext = true };
            case IReplyShape shape:
                return Execute(request) with { Shape = shape };
            case SimulatorFault.Delay delay:
                var late = Execute(request);
                await Task.Delay(delay.By, _time, cancellation).ConfigureAwait(false);
                return late;
            default:
                return Execute(request);
        }
    }

    public void PowerOn()
    {
        lock (_lock)
        {
            foreach (var table in _tables) table.Clear();
            foreach (var point in _points) point.Reset(Area(point));
            if (_device.Identity is { } identity)
                _tables[(int)identity.At.Table].Area(identity.At.Offset, 1)[0] = identity.EqualTo;
        }
    }

    public PointValue Get(PointId id)
    {
        var point = Point(id);
        lock (_lock)
        {
            Move(point.Spec.At.Table, point.Spec.At.Offset, point.Size);
            return point.Get(Area(point));
        }
    }

    public void Put(PointId id, PointValue value)
    {
        var point = Point(id);
        lock (_lock)
        {
            point.IsPinned = true;
            point.Put(value, Area(point));
        }
    }

    public void PutRaw(ModbusTable table, ushort offset, ReadOnlySpan<ushort> values)
    {
        lock (_lock)
        {
            var area = _tables[(int)table].Area(offset, values.Length);
            if (area.IsEmpty) throw new ArgumentException($"{_device.Id} has no {table} {offset}.", nameof(offset));
            foreach (var point in _points)
                if (point.Overlaps(table, offset, values.Length))
                    point.IsPinned = true;
            values.CopyTo(area);
        }
    }

    public void Unpin(PointId? id)
    {
        foreach (var point in _points)
            if (id is null || point.Spec.Id == id)
                point.IsPinned = false;
    }

    public void Follow(PointId id, Signal signal)
    {
        var point = Point(id);
        if (point.Spec.IsWritable)
            throw new ArgumentException($"{_device.Id}/{id} can be written: it stays as it was written.", nameof(id));
        lock (_lock) point.Follow(signal, _time.GetUtcNow());
    }

    private SimulatedPoint Point(PointId id) => Array.Find(_points, point => point.Spec.Id == id)
        ?? throw new ArgumentException($"{_device.Id} has no point {id}.", nameof(id));

    private Span<ushort> Area(SimulatedPoint point) =>
        _tables[(int)point.Spec.At.Table].Area(point.Spec.At.Offset, point.Size);

    private ModbusAnswer Execute(ModbusRequest request)
    {
        lock (_lock)
        {
            return request switch
            {
                ModbusRequest.Read read => Read(read.Table, read.Offset, read.Count),
                ModbusRequest.WriteCoil write =>
                    Write(request.Function, ModbusTable.Coil, write.Offset, [write.Value ? (ushort)1 : (ushort)0]),
                ModbusRequest.WriteCoils write =>
                    Write(
                        request.Function,
                        ModbusTable.Coil,
                        write.Offset,
                        RegisterBytes.Bits(write.Bits.Span, write.Count)),
                ModbusRequest.WriteRegister write =>
                    Write(request.Function, ModbusTable.Holding, write.Offset, [write.Value]),
                ModbusRequest.WriteRegisters write => Write(
                    request.Function, ModbusTable.Holding, write.Offset, RegisterBytes.Registers(write.Registers.Span)),
                ModbusRequest.MaskWrite mask => MaskWrite(mask),
                ModbusRequest.ReadWrite both => ReadWrite(both),
                _ => ModbusAnswer.Refused(ModbusExceptionCode.IllegalFunction),
            };
        }
    }

    private ModbusAnswer Read(ModbusTable table, ushort offset, int count)
    {
        var area = _tables[(int)table].Area(offset, count);
        if (area.IsEmpty) return ModbusAnswer.Refused(ModbusExceptionCode.IllegalDataAddress);
        Move(table, offset, count);
        return ModbusAnswer.Of(table is ModbusTable.Coil or ModbusTable.Discrete
            ? RegisterBytes.OfBits(area)
            : RegisterBytes.OfRegisters(area));
    }

    private ModbusAnswer MaskWrite(ModbusRequest.MaskWrite mask)
    {
        var area = _tables[(int)ModbusTable.Holding].Area(mask.Offset, 1);
        return area.IsEmpty
            ? ModbusAnswer.Refused(ModbusExceptionCode.IllegalDataAddress)
            : Write(mask.Function, ModbusTable.Holding, mask.Offset, [mask.AppliedTo(area[0])]);
    }

    private ModbusAnswer ReadWrite(ModbusRequest.ReadWrite both)
    {
        if (_tables[(int)ModbusTable.Holding].Area(both.ReadOffset, both.ReadCount).IsEmpty)
            return ModbusAnswer.Refused(ModbusExceptionCode.IllegalDataAddress);
        var written = Write(
            both.Function, ModbusTable.Holding, both.WriteOffset, RegisterBytes.Registers(both.Registers.Span));
        return written.Exception != 0 ? written : Read(ModbusTable.Holding, both.ReadOffset, both.ReadCount);
    }

    private ModbusAnswer Write(ModbusFunction function, ModbusTable table, ushort offset, ReadOnlySpan<ushort> values)
    {
        if (!_tables[(int)table].CanWrite(offset, values.Length))
            return ModbusAnswer.Refused(ModbusExceptionCode.IllegalDataAddress);
        var area = _tables[(int)table].Area(offset, values.Length);
        var before = area.ToArray();
        values.CopyTo(area);
        if (!IsInRange(table, offset, values.Length))
        {
            before.CopyTo(area);
            return ModbusAnswer.Refused(ModbusExceptionCode.IllegalDataValue);
        }

        _log.Add(_time.GetUtcNow(), _device.Unit, function, table, offset, values);
        return ModbusAnswer.Done;
    }

    private bool IsInRange(ModbusTable table, int offset, int count)
    {
        foreach (var point in _points)
            if (point.Spec.IsWritable && point.Overlaps(table, offset, count) && !point.IsWithinRange(Area(point)))
                return false;
        return true;
    }

    private void Move(ModbusTable table, int offset, int count)
    {
        foreach (var point in _points)
            if (point.Moves && point.Overlaps(table, offset, count))
                point.Move(Area(point), _time.GetUtcNow());
    }
}
