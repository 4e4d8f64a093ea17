namespace Understudy.Supervisor.Manager;

/// <summary>Key of the shadow manager's proxy in the actor registry.</summary>
public sealed class ShadowManager;
