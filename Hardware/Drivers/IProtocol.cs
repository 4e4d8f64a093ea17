using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Drivers;

/// <summary>A family of devices that speak one protocol: makes the transports and the drivers for it.</summary>
public interface IProtocol
{
    /// <summary>The key of a plant file's <c>link:</c> that chooses this protocol, for example <c>modbusTcp</c>.
    /// </summary>
    string LinkKind { get; }

    /// <summary>Makes a transport that is not yet connected, for a link's gate: it may let whoever waits for an answer
    /// go on right where the answer was read.</summary>
    ILinkTransport CreateTransport(LinkSpec link, TimeProvider time);

    /// <summary>As above, of a transport that shows its frames to the tap. A protocol may show nothing.</summary>
    ILinkTransport CreateTransport(LinkSpec link, TimeProvider time, IWireTap tap) => CreateTransport(link, time);

    /// <summary>Reads its payloads for people; null: nobody can.</summary>
    IWireWords? Words => null;

    /// <summary>Makes a driver for one incarnation, not yet opened.</summary>
    IDriver CreateDriver(DeviceSpec device);
}
