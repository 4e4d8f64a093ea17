using System.Collections.Concurrent;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;

namespace Understudy.Hardware.Modbus;

/// <summary>Reads points of one device, many with few requests. A refusal is a Bad reading of what was refused; what a
/// gateway says in the device's place is none, and no reading either.</summary>
internal sealed class PointReader(IDriverHost host, DeviceExchange exchange)
{
    /// <summary>Plans kept, of the lists asked for last; scan classes are few.</summary>
    private const int PlansMax = 8;

    /// <summary>A device that gives no answer to so few registers has no limit, but another trouble.</summary>
    private const int ShortReadMax = 16;

    private readonly ConcurrentDictionary<PointId, PointAccess> _accessById = [];
    private ReadPlan[] _plans = [];
    private volatile int _registersAnswered;

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

        if (!block.IsDivided(Timestamp) && await ReadWholeAsync(plan, block, readings, cancellation)) return;
        foreach (var part in block.Parts) await ReadBlockAsync(plan, part, readings, cancellation);
        if (block.IsDividedForLong(Timestamp)) return;
        var failed = block.Members.Count(place => readings[place].Status == StatusCode.BadDeviceFailure);
        block.PartsRead(failed, After(ReadBlock.VainPause), After(ReadBlock.DividedTime));
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
        var response = await AskAsync(block, cancellation);
        var refused = ModbusResponse.IsException(response.Span, out var code);
        if (refused && MayBeOfAPart(block, code)) return false;
        if (!refused) Answered(block);
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

    /// <summary>A device may be silent because it is asked for more than it reads at once: it answered when it was
    /// opened, and never so many registers since.</summary>
    private async Task<ReadOnlyMemory<byte>> AskAsync(ReadBlock block, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> response;
        try
        {
            response = await exchange.AskAsync(exchange.Reading(block.Pdu), cancellation);
        }
        catch (NoResponseException silence) when (block.Registers > Math.Max(ShortReadMax, _registersAnswered))
        {
            throw new NoResponseException(
                $"{silence.Message} It was asked for {block.Registers} registers at once, and has answered no such "
                + "read since it was opened. If it answers short ones, it reads fewer at once: "
                + $"'readMax: {block.Registers / 2}' in the profile, or less.");
        }

        return exchange.OfDevice(response);
    }

    private void Answered(ReadBlock block)
    {
        block.Answered();
        if (block.Registers > _registersAnswered) _registersAnswered = block.Registers;
    }

    private bool MayBeOfAPart(ReadBlock block, ModbusExceptionCode code)
    {
        if (block.Parts.Length == 0) return false;
        if (code == ModbusExceptionCode.ServerDeviceFailure) return block.MayAskForParts(Timestamp);
        // One address is missing, or they are more than the device reads at once.
        if (code is not (ModbusExceptionCode.IllegalDataAddress or ModbusExceptionCode.IllegalDataValue)) return false;
        block.DivideForLong(After(ReadBlock.DividedTime));
        return true;
    }

    private long Timestamp => host.Time.GetTimestamp();

    private long After(TimeSpan time) => Timestamp + (long)(time.TotalSeconds * host.Time.TimestampFrequency);

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
        for (var i = 0; i < plans.Length; i++)
        {
            if (!plans[i].IsFor(asked)) continue;
            if (i > 0) Volatile.Write(ref _plans, [plans[i], .. plans[..i], .. plans[(i + 1)..]]);
            return plans[i];
        }

        var plan = ReadPlan.Of(
            asked, Access, host.Device.ReadGap, host.Device.ReadMax ?? ModbusLimits.ReadRegistersMax);
        // Two calls at once may each add theirs; the one that is lost is only planned again.
        Volatile.Write(ref _plans, [plan, .. plans.Take(PlansMax - 1)]);
        return plan;
    }
}
