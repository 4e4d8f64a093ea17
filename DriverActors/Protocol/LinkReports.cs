namespace Understudy.DriverActors.Protocol;

/// <summary>What a link tells those who subscribed to it, at once on subscribing and at each change.</summary>
public static class LinkReports
{
    public interface ILinkReport;

    /// <param name="Connection">Counts the connections of this link, from 1.</param>
    public sealed record LinkUp(long Connection) : ILinkReport;

    /// <param name="Reason">Why there is no connection, in words; "not connected yet" at the start.</param>
    public sealed record LinkDown(string Reason) : ILinkReport;
}
