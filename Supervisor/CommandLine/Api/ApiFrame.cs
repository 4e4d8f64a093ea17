namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>One frame of a device's trace.</summary>
public sealed record ApiFrame
{
    public long Number { get; init; }

    public DateTimeOffset Time { get; init; }

    public string Direction { get; init; } = "";

    public int Unit { get; init; }

    public string Hex { get; init; } = "";

    public string Words { get; init; } = "";
}
