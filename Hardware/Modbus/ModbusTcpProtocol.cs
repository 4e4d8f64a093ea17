using System.Runtime.CompilerServices;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>Modbus over TCP (Modbus Messaging on TCP/IP V1.0b).</summary>
public sealed class ModbusTcpProtocol : IProtocol
{
    // Of each declared link, for as long as it is; its connections come and go.
    private readonly ConditionalWeakTable<LinkSpec, StrayIds> _strayIds = [];

    public string LinkKind => "modbusTcp";

    public IWireWords Words => ModbusWords.Instance;

    public ILinkTransport CreateTransport(LinkSpec link, TimeProvider time) =>
        Transport(link, time, null);

    public ILinkTransport CreateTransport(LinkSpec link, TimeProvider time, IWireTap tap) =>
        Transport(link, time, tap);

    public IDriver CreateDriver(DeviceSpec device) => new ModbusDriver(device);

    private ModbusTcpTransport Transport(LinkSpec link, TimeProvider time, IWireTap? tap) => new(
        link, time, continuesOnReader: true, tap, _strayIds.GetValue(link, static _ => new StrayIds()));
}
