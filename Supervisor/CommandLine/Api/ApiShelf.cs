namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>An alarm is set aside.</summary>
public sealed record ApiShelf(string By, string Reason, DateTimeOffset Until);
