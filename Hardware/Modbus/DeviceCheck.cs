using System.Buffers.Binary;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>Asks a device who it is, or at least whether it is there.</summary>
internal static class DeviceCheck
{
    /// <exception cref="WrongDeviceException">It is another one.</exception>
    /// <exception cref="NoResponseException">A gateway answers in the place of the device.</exception>
    public static async Task<DeviceIdentity> AskAsync(
        DeviceSpec device, DeviceExchange exchange, CancellationToken cancellation)
    {
        if (device.Identity is { } identity) return await CompareAsync(device, identity, exchange, cancellation);
        var probe = device.Points.FirstOrDefault(point => point.IsReadable && ValueForm.Of(point).Mismatch is null);
        if (probe is not null)
        {
            var size = (ushort)ValueForm.Of(probe).Size;
            await AnswerAsync(device, probe.At, size, exchange, cancellation);
        }

        return new DeviceIdentity(DeviceIdentity.NotDeclared);
    }

    private static async Task<DeviceIdentity> CompareAsync(
        DeviceSpec device, IdentitySpec identity, DeviceExchange exchange, CancellationToken cancellation)
    {
        var response = await AnswerAsync(device, identity.At, 1, exchange, cancellation);
        if (ModbusResponse.IsException(response.Span, out var code))
            throw new WrongDeviceException(
                $"{device.Id}: {identity.At} answers {code.Describe()}, 0x{identity.EqualTo:X4} is declared.");
        var data = ModbusResponse.Data(response.Span);
        var found = identity.At.IsRegister ? BinaryPrimitives.ReadUInt16BigEndian(data) : data[0] & 1;
        return found == identity.EqualTo
            ? new DeviceIdentity($"{identity.At} = 0x{found:X4}")
            : throw new WrongDeviceException(
                $"{device.Id}: {identity.At} is 0x{found:X4}, 0x{identity.EqualTo:X4} is declared.");
    }

    private static async Task<ReadOnlyMemory<byte>> AnswerAsync(
        DeviceSpec device, ModbusAddress at, ushort count, DeviceExchange exchange, CancellationToken cancellation)
    {
        var request = exchange.Reading(new ModbusRequest.Read(at.Table, at.Offset, count).ToPdu());
        var response = await exchange.AskAsync(request, cancellation);
        return ModbusResponse.IsException(response.Span, out var code) && IsNoAnswer(code, device.Identity is not null)
            ? throw new NoResponseException($"{device.Id}: {at} answers {code.Describe()}.")
            : response;
    }

    // A refusal shows that somebody is there, except a gateway's own. Who it is, a busy or failed device can't say.
    private static bool IsNoAnswer(ModbusExceptionCode code, bool isIdentityAsked) => code.IsOfGateway()
        || (isIdentityAsked && code is ModbusExceptionCode.ServerDeviceFailure
            or ModbusExceptionCode.Acknowledge or ModbusExceptionCode.ServerDeviceBusy);
}
