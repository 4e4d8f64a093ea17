using Understudy.Hardware.Model;

namespace Understudy.DriverActors.Protocol;

/// <summary>
/// Thrown in the driver actor's turn when its incarnation has failed, so that the supervisor directive (Restart)
/// brings a fresh one. The shadow reads the cause from it.
/// </summary>
/// <param name="unsentCalls">Calls of which it is certain that nothing was sent.</param>
public sealed class DriverFailedException(
    Incarnation incarnation, FailureKind kind, string message, IReadOnlySet<long> unsentCalls, Exception? cause)
    : Exception(message, cause)
{
    public Incarnation Incarnation { get; } = incarnation;

    public FailureKind Kind { get; } = kind;

    public IReadOnlySet<long> UnsentCalls { get; } = unsentCalls;
}
