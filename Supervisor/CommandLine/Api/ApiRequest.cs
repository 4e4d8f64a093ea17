namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>What is known of a request.</summary>
public sealed record ApiRequest(string RequestId, string? Device, string Verdict, string? Reason, string? ServedBy);
