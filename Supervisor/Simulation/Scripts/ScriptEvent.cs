namespace Understudy.Supervisor.Simulation.Scripts;

/// <summary>A step begins or ends.</summary>
/// <param name="At">Since the script began.</param>
/// <param name="Step">Its place in the script.</param>
public readonly record struct ScriptEvent(TimeSpan At, int Step, bool IsBegin);
