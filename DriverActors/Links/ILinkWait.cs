namespace Understudy.DriverActors.Links;

/// <summary>Is told while a request waits for its turn on the link, so that this time is not taken for a device's or a
/// driver's. Both are quick, and called from any thread.</summary>
public interface ILinkWait
{
    /// <summary>A request waits.</summary>
    void Begins();

    /// <summary>It is sent now, or never.</summary>
    void Ends();
}
