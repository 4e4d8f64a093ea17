namespace Understudy.Hardware.Plant;

/// <summary>How much of its link a device takes at most. What the link allows is never exceeded by it.</summary>
/// <param name="RequestsInFlightMax">Requests to the device on the wire at once; null: what the link lets.</param>
/// <param name="Pace">Shortest time between two sends to the device.</param>
public sealed record LinkShare(int? RequestsInFlightMax, TimeSpan Pace)
{
    public static readonly LinkShare Whole = new(null, TimeSpan.Zero);
}
