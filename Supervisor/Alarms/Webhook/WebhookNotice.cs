using Understudy.Hardware.Model;

namespace Understudy.Supervisor.Alarms.Webhook;

/// <summary>A notice that waits to be sent.</summary>
/// <param name="Gateway">Whose alarm it is, or whose device's.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record WebhookNotice(string Id, GatewayId Gateway, byte[] Body, int Attempts = 0);
