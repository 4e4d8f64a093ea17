namespace Understudy.DriverActors.Protocol;

public static class FailureKinds
{
    /// <summary>Whether a failure counts against the restart budget: only what is the driver's own fault does.
    /// </summary>
    public static bool IsCounted(this FailureKind kind) =>
        kind is FailureKind.DriverException or FailureKind.Hang or FailureKind.ProcessExit;
}
