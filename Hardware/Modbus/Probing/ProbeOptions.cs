namespace Understudy.Hardware.Modbus.Probing;

/// <summary>How a probe asks.</summary>
/// <param name="Unit">The Modbus unit id.</param>
/// <param name="Pace">From an answer to the next request.</param>
public sealed record ProbeOptions(byte Unit, TimeSpan Pace, TimeSpan ResponseTime)
{
    /// <summary>Requests of one probe, over everything that it reads.</summary>
    public const int RequestsMax = 500;

    /// <summary>Requests without an answer, one after the other, after which a device is asked no more.</summary>
    public const int UnansweredMax = 3;

    /// <summary>How often a device that says that it is busy (exception 06) is asked the same.</summary>
    public const int BusyTriesMax = 3;

    /// <summary>Before a busy device is asked again.</summary>
    public static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(200);
}
