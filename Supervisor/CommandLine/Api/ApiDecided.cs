namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>A decision about a device that is in force.</summary>
public sealed record ApiDecided(ApiDevice.DecidedState Administrative, ApiDevice.HeldLock? Lock, string? Token);
