namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>Something in quarantine, as the API gives it.</summary>
public sealed record ApiQuarantined(string Id, string What, DateTimeOffset Since, string Reason);
