namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>What is known of a request.</summary>
public sealed record ApiRequest(
    string? Device, string? RequestId, string? Request, string Verdict, string? Reason, string? ServedBy)
{
    public string Id => RequestId ?? Request ?? "?";
}
