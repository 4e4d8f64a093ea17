using System.Buffers.Binary;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// Writes one value with the smallest request that does it: a coil by function 5, bits of a register by 22, one
/// register by 6, several by 16 (Modbus Application Protocol V1.1b3, 6.5, 6.16, 6.6, 6.12).
/// </summary>
internal sealed class ValueWriter(DeviceExchange exchange, DeviceSpec device)
{
    private readonly RegisterUpdate _update = new(exchange);
    private volatile bool _hasMaskWrite = device.BitWrites == BitWrites.Mask;

    /// <summary>Whether the value is in the declared range was checked before: that may be another range by now.
    /// </summary>
    /// <exception cref="NoResponseException">A gateway says that its device did not answer: it may have acted.
    /// </exception>
    public async Task<MutationOutcome> WriteAsync(
        ValueForm form, PointValue value, MutationPermit permit, CancellationToken cancellation)
    {
        if (!form.At.IsWritable) return MutationOutcome.Rejected.Unsent($"{form.At} can't be written");
        if (form.Size > ModbusLimits.WriteRegistersMax)
            return MutationOutcome.Rejected.Unsent(
                $"one request writes {ModbusLimits.WriteRegistersMax} registers, not {form.Size}");
        if (ModbusValueCodec.Problem(form.WithoutRange, value) is { } problem)
            return MutationOutcome.Rejected.Unsent(problem);
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
            var response = await AskMaskedAsync(exchange.Writing(request.ToPdu(), permit), cancellation);
            if (!ModbusResponse.IsException(response.Span, out var code) || code != ModbusExceptionCode.IllegalFunction)
                return Outcome(response);
            _hasMaskWrite = false;
        }

        if (WrittenAlong(offset, bits) is { } other)
            return MutationOutcome.Rejected.Unsent(
                $"function 22 is not there, and writing the register whole would write '{other}' again, "
                + "which nobody asked for; 'bitWrites: readModifyWrite' allows it");
        var (answer, isWritten) = await _update.WriteAsync(
            offset, before => bits.Put(before, bits.Of(word)), permit, cancellation);
        return isWritten ? Outcome(answer) : NotRead(bits, answer);
    }

    private async Task<ReadOnlyMemory<byte>> AskMaskedAsync(LinkRequest request, CancellationToken cancellation)
    {
        try
        {
            return await exchange.AskAsync(request, cancellation);
        }
        catch (NoResponseException silence)
        {
            throw new NoResponseException(
                $"{silence.Message} If it answers all but this, it has no function 22: 'bitWrites: readModifyWrite' in "
                + "the profile does without it.");
        }
    }

    /// <summary>What acts on the process and lies on the register beside the bits, where nobody declared that it may be
    /// written along; null: nothing.</summary>
    private string? WrittenAlong(ushort offset, BitSpan bits)
    {
        if (device.BitWrites == BitWrites.ReadModifyWrite) return null;
        var point = device.Points.FirstOrDefault(point =>
            point.Role is PointRole.Output or PointRole.Trigger or PointRole.Heartbeat
            && IsBeside(point.At, ValueForm.Of(point).Size, offset, bits));
        if (point is not null) return point.Id.ToString();
        return device.Commands
            .FirstOrDefault(command => IsBeside(command.At, ValueForm.Of(command).Size, offset, bits))?.Id.ToString();
    }

    private static bool IsBeside(ModbusAddress at, int size, ushort offset, BitSpan bits) =>
        at.Table == ModbusTable.Holding && at.Offset <= offset && offset < at.Offset + size
        && (at.Bits is not { } others || (others.Mask & ~bits.Mask) != 0);

    private MutationOutcome.Rejected NotRead(BitSpan bits, ReadOnlyMemory<byte> answer)
    {
        ModbusResponse.IsException(answer.Span, out var code);
        if (code == ModbusExceptionCode.GatewayTargetFailedToRespond) throw exchange.NoResponse(code);
        var noMask = device.BitWrites == BitWrites.Mask ? ", and function 22 is not there" : "";
        return new MutationOutcome.Rejected(
            $"not sent: the register of {bits.Count} bits can't be read ({code.Describe()}){noMask}",
            !code.IsOfGateway());
    }

    private MutationOutcome Outcome(ReadOnlyMemory<byte> response)
    {
        if (!ModbusResponse.IsException(response.Span, out var code)) return new MutationOutcome.Acknowledged();
        return code switch
        {
            // The device took it on; "no" would invite the client to do it twice.
            ModbusExceptionCode.Acknowledge => new MutationOutcome.Acknowledged(),
            ModbusExceptionCode.GatewayTargetFailedToRespond => throw exchange.NoResponse(code),
            _ => new MutationOutcome.Rejected(code.Describe(), !code.IsOfGateway()),
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
