using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.DriverActors.Links;

/// <summary>The way onto a gateway's shared connection. Safe for several threads; nothing here blocks.</summary>
public interface ILinkGate
{
    /// <summary>A session for one incarnation. It can be opened while the link is down; its requests then fail with
    /// <c>LinkLostException</c>, not sent.</summary>
    /// <param name="share">Null: as much as the link lets.</param>
    IRevocableLinkSession OpenSession(DeviceId device, Incarnation incarnation, LinkShare? share = null);
}
