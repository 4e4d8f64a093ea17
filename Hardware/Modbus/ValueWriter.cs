using System.Buffers.Binary;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// Writes one value with the smallest request that does it: a coil by function 5, bits of a register by 22, one
/// register by 6, several by 16 (Modbus Application Protocol V1.1b3, 6.5, 6.16, 6.6, 6.12).
/// </summary>
internal sealed class ValueWriter(DeviceExchange exchange, BitWrites bitWrites)
{
    private readonly RegisterUpdate _update = new(exchange);
    private volatile bool _hasMaskWrite = bitWrites == BitWrites.Mask;

    /// <exception cref="NoResponseException">A gateway says that its device did not answer: it may have acted.
    /// </exception>
    public async Task<MutationOutcome> WriteAsync(
        ValueForm form, PointValue value, MutationPermit permit, CancellationToken cancellation)
    {
        if (!form.At.IsWritable) return new MutationOutcome.Rejected($"not sent: {form.At} can't be written");
        if (form.Size > ModbusLimits.WriteRegistersMax)
            return new MutationOutcome.Rejected(
                $"not sent: one request writes {ModbusLimits.WriteRegistersMax} registers, not {form.Size}");
        if (ModbusValueCodec.Problem(form, value) is { } problem)
            return new MutationOutcome.Rejected($"not sent: {problem}");
        if (form.At.Bits is { } bits)
            return await WriteBitsAsync(form.At.Offset, bits, Registers(form, value), permit, cancellation);
        var response = await exchange.AskAsync(exchange.Writing(Request(form, value).ToPdu(), permit), cancellation);
        return Outcome(response);
    }

    private async Task<MutationOutcome> WriteBitsAsync(
        ushort offset, BitSpan bits, byte[] register, MutationPermit permit, CancellationToken cancellation)
    {
        var word = BinaryPrimitives.ReadUInt16BigEndian(register);
        if (_hasMaskWrite)
        {
            var request = new ModbusRequest.MaskWrite(offset, (ushort)~bits.Mask, word);
            var response = await exchange.AskAsync(exchange.Writing(request.ToPdu(), permit), cancellation);
            if (!ModbusResponse.IsException(response.Span, out var code) || code != ModbusExceptionCode.IllegalFunction)
                return Outcome(response);
            _hasMaskWrite = false;
        }

        return await _update.WriteAsync(offset, before => bits.Put(before, bits.Of(word)), permit, cancellation) switch
        {
            { } written => Outcome(written),
            null => new MutationOutcome.Rejected(
                $"not sent: the register of {bits.Count} bits can't be read, and function 22 is not there"),
        };
    }

    private MutationOutcome Outcome(ReadOnlyMemory<byte> response)
    {
        if (!ModbusResponse.IsException(response.Span, out var code)) return new MutationOutcome.Acknowledged();
        return code switch
        {
            // The device took it on; "no" would invite the client to do it twice.
            ModbusExceptionCode.Acknowledge => new MutationOutcome.Acknowledged(),
            ModbusExceptionCode.GatewayTargetFailedToRespond =>
                throw new NoResponseException($"unit {exchange.Unit}: {code.Describe()}."),
            _ => new MutationOutcome.Rejected(code.Describe()),
        };
    }

    private static ModbusRequest Request(in ValueForm form, PointValue value)
    {
        var offset = form.At.Offset;
        if (form.At.Table == ModbusTable.Coil) return new ModbusRequest.WriteCoil(offset, value.AsBoolean);
        var registers = Registers(form, value);
        return form.Size == 1
            ? new ModbusRequest.WriteRegister(offset, BinaryPrimitives.ReadUInt16BigEndian(registers))
            : new ModbusRequest.WriteRegisters(offset, registers);
    }

    private static byte[] Registers(in ValueForm form, PointValue value)
    {
        var registers = new byte[2 * form.Size];
        ModbusValueCodec.Encode(form, value, registers);
        return registers;
    }
}
