namespace Understudy.Supervisor.Alarms.Webhook;

/// <summary>What came of sending a notice.</summary>
/// <param name="Reason">Why it was not taken, without anything secret; null: it was.</param>
/// <param name="IsFinal">The receiver will not take this one later either.</param>
/// <param name="RetryAfter">When the receiver wants to be asked again; null: it does not say.</param>
public readonly record struct WebhookAnswer(string? Reason, bool IsFinal = false, TimeSpan? RetryAfter = null);
