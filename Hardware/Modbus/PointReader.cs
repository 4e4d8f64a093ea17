using System.Collections.Concurrent;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;

namespace Understudy.Hardware.Modbus;

/// <summary>Reads points of one device, many with few requests. A refusal is a Bad reading of what was refused; what a
/// gateway says in the device's place is none, and no reading either.</summary>
internal sealed class PointReader(IDriverHost host, DeviceExchange exchange)
{
    /// <summary>Plans kept; scan classes are few, and any other list is planned anew.</summary>
    private const int PlansMax = 8;

    private readonly ConcurrentDictionary<PointId, PointAccess> _accessById = [];
    private ReadPlan[] _plans = [];

    public async Task<IReadOnlyList<PointReading>> ReadOneAsync(PointId point, CancellationToken cancellation) =>
        [await ReadAsync(Access(point), cancellation)];

    public async Task<IReadOnlyList<PointReading>> ReadManyAsync(
        IReadOnlyList<PointId> asked, CancellationToken cancellation)
    {
        var plan = PlanFor(asked);
        var readings = new PointReading[plan.Points.Length];
        foreach (var block in plan.Blocks) await ReadBlockAsync(plan, block, readings, cancellation);
        for (var place = 0; place < readings.Length; place++)
            readings[place] ??= Now(plan.Points[place], null, plan.Points[place].WithoutRequest);
        return readings;
    }

    private async Task ReadBlockAsync(
        ReadPlan plan, ReadBlock block, PointReading[] readings, CancellationToken cancellation)
    {
        if (block.Members is [var only])
        {
            readings[only] = await ReadAsync(plan.Points[only], cancellation);
            return;
        }

        if (!block.IsDivided && await ReadWholeAsync(plan, block, readings, cancellation)) return;
        foreach (var part in block.Parts) await ReadBlockAsync(plan, part, readings, cancellation);
        if (block.IsDividedForGood) return;
        var failed = block.Members.Count(place => readings[place].Status == StatusCode.BadDeviceFailure);
        var pause = (long)(ReadBlock.VainPause.TotalSeconds * host.Time.TimestampFrequency);
        block.PartsRead(failed, host.Time.GetTimestamp() + pause);
    }

    private async Task<PointReading> ReadAsync(PointAccess point, CancellationToken cancellation)
    {
        if (point.Request is null) return Now(point, null, point.WithoutRequest);
        var response = await exchange.AskDeviceAsync(point.Request, cancellation);
        if (ModbusResponse.IsException(response.Span, out var code))
            return Now(point, null, PointAccess.StatusOf(code));
        var (value, status) = point.In(ModbusResponse.Data(response.Span), point.At.Offset);
        return Now(point, value, status);
    }

    /// <summary>False when the device refuses it and may answer its parts.</summary>
    private async Task<bool> ReadWholeAsync(
        ReadPlan plan, ReadBlock block, PointReading[] readings, CancellationToken cancellation)
    {
        var response = await exchange.AskDeviceAsync(exchange.Reading(block.Pdu), cancellation);
        var refused = ModbusResponse.IsException(response.Span, out var code);
        if (refused && MayBeOfAPart(block, code)) return false;
        if (!refused) block.Answered();
        foreach (var place in block.Members)
        {
            var point = plan.Points[place];
            var (value, status) = refused
                ? (null, PointAccess.StatusOf(code))
                : point.In(ModbusResponse.Data(response.Span), block.Offset);
            readings[place] = Now(point, value, status);
        }

        return true;
    }

    private bool MayBeOfAPart(ReadBlock block, ModbusExceptionCode code)
    {
        if (block.Parts.Length == 0) return false;
        if (code == ModbusExceptionCode.ServerDeviceFailure) return block.MayAskForParts(host.Time.GetTimestamp());
        // One address is missing, or they are more than the device reads at once.
        if (code is not (ModbusExceptionCode.IllegalDataAddress or ModbusExceptionCode.IllegalDataValue)) return false;
        block.DivideForGood();
        return true;
    }

    private PointReading Now(PointAccess point, PointValue? value, StatusCode status) =>
        new(point.Spec.Id, value, status, host.Time.GetUtcNow(), host.Time.GetTimestamp());

    private PointAccess Access(PointId id) => _accessById.TryGetValue(id, out var access)
        ? access
        : _accessById.GetOrAdd(id, new PointAccess(
            host.Device.Point(id) ?? throw new ArgumentException($"{host.Device.Id} has no point {id}.", nameof(id)),
            exchange.Unit,
            host.ResponseTime));

    private ReadPlan PlanFor(IReadOnlyList<PointId> asked)
    {
        var plans = Volatile.Read(ref _plans);
        foreach (var known in plans)
            if (known.IsFor(asked))
                return known;
        var plan = ReadPlan.Of(asked, Access, host.Device.ReadGap);
        // Two calls at once may each add theirs; the one that is lost is only planned again.
        Volatile.Write(ref _plans, [plan, .. plans.Take(PlansMax - 1)]);
        return plan;
    }
}
