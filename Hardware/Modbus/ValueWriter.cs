using System.Buffers.Binary;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// Writes one value with the smallest request that does it: a coil by function 5, a bit of a register by 22, one
/// register by 6, two by 16 (Modbus Application Protocol V1.1b3, 6.5, 6.16, 6.6, 6.12).
/// </summary>
internal sealed class ValueWriter(DeviceExchange exchange)
{
    /// <exception cref="NoResponseException">A gateway says that its device did not answer: it may have acted.
    /// </exception>
    public async Task<MutationOutcome> WriteAsync(
        ValueForm form, PointValue value, MutationPermit permit, CancellationToken cancellation)
    {
        if (!form.At.IsWritable) return new MutationOutcome.Rejected($"not sent: {form.At} can't be written");
        if (ModbusValueCodec.Problem(form, value) is { } problem)
            return new MutationOutcome.Rejected($"not sent: {problem}");
        var response = await exchange.AskAsync(exchange.Writing(Request(form, value).ToPdu(), permit), cancellation);
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
        if (form.At.Bit is { } bit)
        {
            var mask = (ushort)(1 << bit);
            return new ModbusRequest.MaskWrite(offset, (ushort)~mask, value.AsBoolean ? mask : (ushort)0);
        }

        var registers = new byte[2 * form.Size];
        ModbusValueCodec.Encode(form, value, registers);
        return form.Size == 1
            ? new ModbusRequest.WriteRegister(offset, BinaryPrimitives.ReadUInt16BigEndian(registers))
            : new ModbusRequest.WriteRegisters(offset, registers);
    }
}
