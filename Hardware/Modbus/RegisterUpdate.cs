using System.Buffers.Binary;
using System.Collections.Concurrent;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// Changes part of a holding register by reading it and writing it whole (functions 3 and 6), one change of a register
/// at a time, so that no change undoes another's. What the device itself changes in between is lost.
/// </summary>
internal sealed class RegisterUpdate(DeviceExchange exchange)
{
    // As many as the profile has registers with bits.
    private readonly ConcurrentDictionary<ushort, SemaphoreSlim> _turnByOffset = [];

    /// <summary>The device's answer to the write; where it refuses to read the register, its answer to that, and
    /// nothing was written.</summary>
    public async Task<(ReadOnlyMemory<byte> Answer, bool IsWritten)> WriteAsync(
        ushort offset, Func<ushort, ushort> change, MutationPermit permit, CancellationToken cancellation)
    {
        var turn = _turnByOffset.GetOrAdd(offset, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellation);
        try
        {
            var read = new ModbusRequest.Read(ModbusTable.Holding, offset, 1);
            var before = await exchange.AskAsync(exchange.Reading(read.ToPdu()), cancellation);
            if (ModbusResponse.IsException(before.Span, out _)) return (before, false);
            var register = BinaryPrimitives.ReadUInt16BigEndian(ModbusResponse.Data(before.Span));
            var write = new ModbusRequest.WriteRegister(offset, change(register));
            return (await exchange.AskAsync(exchange.Writing(write.ToPdu(), permit), cancellation), true);
        }
        finally
        {
            turn.Release();
        }
    }
}
