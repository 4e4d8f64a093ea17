using Understudy.Hardware.Drivers;

namespace Understudy.Hardware.Links;

/// <summary>One request on a link.</summary>
/// <param name="Unit">Which device behind the gateway: the Modbus unit id.</param>
/// <param name="Payload">The request without the transport's own framing: a Modbus PDU.</param>
/// <param name="Permit">Needed for a payload that changes a device, null for others.</param>
/// <param name="ResponseTime">How long to wait for the answer after sending.</param>
public sealed record LinkRequest(
    byte Unit, ReadOnlyMemory<byte> Payload, MutationPermit? Permit, TimeSpan ResponseTime);
