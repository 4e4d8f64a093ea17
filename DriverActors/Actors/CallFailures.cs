using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;

namespace Understudy.DriverActors.Actors;

/// <summary>What a failed call says about its incarnation.</summary>
internal static class CallFailures
{
    public static DriverFailedException ToFailure(this DriverCall failed, WaitingCalls waiting)
    {
        var error = failed.Error!;
        var (kind, message) = error switch
        {
            LinkLostException => (FailureKind.LinkLost, error.Message),
            // Only opening fails by it. A change asked for without a permit is the driver's fault, the rest the link's.
            SendRefusedException { Refusal: not SendRefusal.NoPermit } => (FailureKind.LinkLost, error.Message),
            NoResponseException => (FailureKind.NoResponse, error.Message),
            ProtocolViolationException => (FailureKind.ProtocolViolation, error.Message),
            WrongDeviceException => (FailureKind.WrongDevice, error.Message),
            OperationCanceledException when failed.CancelledAt is not null =>
                (FailureKind.NoResponse, "The call did not end by its deadline."),
            _ => (FailureKind.DriverException, $"{error.GetType().Name}: {error.Message}"),
        };
        return new DriverFailedException(
            failed.Run.Incarnation, kind, message, UnsentCalls(failed.Run, waiting), error);
    }

    public static DriverFailedException ToHang(this DriverCall hanging, WaitingCalls waiting) => new(
        hanging.Run.Incarnation,
        FailureKind.Hang,
        "A call went on after its deadline and its cancellation.",
        UnsentCalls(hanging.Run, waiting),
        null);

    // Calls that failed in the same moment count too: their own message comes too late to tell.
    private static HashSet<long> UnsentCalls(DriverRun run, WaitingCalls waiting) =>
    [
        .. waiting.Numbers,
        .. run.CallsInFlight
            .Where(call => call.Ended.IsCompleted && call.IsUnsent)
            .SelectMany(call => call.Numbers),
    ];
}
