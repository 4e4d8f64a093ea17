namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>The time in which the device could not answer anybody.</summary>
internal sealed record Outage(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>What the device had answered before may still be on its way.</summary>
    public static readonly TimeSpan OnItsWay = TimeSpan.FromMilliseconds(300);

    /// <summary>Between two processes on a busy machine a moment passes.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(200);

    /// <summary>Asked and answered while nothing could come from the device.</summary>
    public bool Covers(DateTimeOffset asked, DateTimeOffset answered) => asked > From + OnItsWay && answered < To;

    /// <summary>Asked when every value was too old, and a scan had its time to find out.</summary>
    public bool CoversStale(DateTimeOffset asked, DateTimeOffset answered) =>
        asked > From + OvenPlant.StaleAfter + OvenPlant.ScanPeriod + Tolerance && answered < To;
}
