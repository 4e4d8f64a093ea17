using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>Modbus over TCP (Modbus Messaging on TCP/IP V1.0b).</summary>
public sealed class ModbusTcpProtocol : IProtocol
{
    public string LinkKind => "modbusTcp";

    public IWireWords Words => ModbusWords.Instance;

    public ILinkTransport CreateTransport(LinkSpec link, TimeProvider time) =>
        new ModbusTcpTransport(link, time, continuesOnReader: true);

    public ILinkTransport CreateTransport(LinkSpec link, TimeProvider time, IWireTap tap) =>
        new ModbusTcpTransport(link, time, continuesOnReader: true, tap);

    public IDriver CreateDriver(DeviceSpec device) => new ModbusDriver(device);
}
