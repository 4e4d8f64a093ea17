using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;

namespace Understudy.Hardware.Modbus;

/// <summary>Request and response with one device, tried again while the device says that it is busy (exception 06,
/// Modbus Application Protocol V1.1b3, 7: nothing was executed).</summary>
internal sealed class DeviceExchange(IDriverHost host)
{
    public const int TriesMax = 3;

    public static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(50);

    public byte Unit { get; } = host.Device.Unit;

    public LinkRequest Reading(byte[] pdu) => new(Unit, pdu, Permit: null, host.ResponseTime);

    public LinkRequest Writing(byte[] pdu, MutationPermit permit) => new(Unit, pdu, permit, host.ResponseTime);

    /// <summary>The response, which fits the request; it may be an exception of the device.</summary>
    public async Task<ReadOnlyMemory<byte>> AskAsync(LinkRequest request, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var response = await host.Link.ExchangeAsync(request, cancellation);
            if (ModbusResponse.Problem(request.Payload.Span, response.Span) is { } problem)
                throw new ProtocolViolationException($"{host.Device.Id}: {problem}.");
            if (tries == TriesMax || !ModbusResponse.IsException(response.Span, out var code)
                || code != ModbusExceptionCode.ServerDeviceBusy)
                return response;
            await Task.Delay(BusyPause, host.Time, cancellation);
        }
    }

    /// <summary>The same, where only the device's own answer counts.</summary>
    /// <exception cref="NoResponseException">A gateway answered in its place.</exception>
    public async Task<ReadOnlyMemory<byte>> AskDeviceAsync(LinkRequest request, CancellationToken cancellation) =>
        OfDevice(await AskAsync(request, cancellation));

    /// <exception cref="NoResponseException">A gateway answered in the device's place.</exception>
    public ReadOnlyMemory<byte> OfDevice(ReadOnlyMemory<byte> response) =>
        ModbusResponse.IsException(response.Span, out var code) && code.IsOfGateway()
            ? throw NoResponse(code)
            : response;

    public NoResponseException NoResponse(ModbusExceptionCode code) =>
        new($"{host.Device.Id}: unit {Unit}: {code.Describe()}.");
}
