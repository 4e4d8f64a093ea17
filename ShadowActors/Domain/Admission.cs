using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What is looked at when a mutation is asked for, and again when one that waited is to be sent: the rate of
/// change, then the interlocks.</summary>
internal static class Admission
{
    /// <summary>Null: it may be sent.</summary>
    public static (RefusalKind Kind, string Reason, TimeSpan? RetryAfter)? Problem(
        Turn turn, Operation operation, RequestId self) =>
        RateProblem(turn, operation, self) is { } rate ? rate
        : Interlocks.Problem(turn, operation) is { } reason ? (RefusalKind.Interlocked, reason, null)
        : null;

    /// <summary>The first of the two alone: the other is known only while the driver works.</summary>
    public static (RefusalKind Kind, string Reason, TimeSpan? RetryAfter)? RateProblem(
        Turn turn, Operation operation, RequestId self) =>
        Rates.Problem(turn, operation, self) is { } fast
            ? (RefusalKind.RateExceeded, fast.Reason, fast.After)
            : null;

    /// <summary>What is not fresh and is looked at before it is sent: the inputs of its interlocks, and what may have
    /// to prove later that it was done.</summary>
    public static ImmutableArray<PointId> ToRead(Turn turn, Operation operation, RequestId self)
    {
        var inputs = Interlocks.ToRead(turn, operation);
        return Evidence.ToRead(turn, operation, self) is { } shows && !inputs.Contains(shows)
            ? inputs.Add(shows)
            : inputs;
    }

    /// <summary>True: it may not be asked of the device as it is declared by now, and is given up.</summary>
    public static bool IsUnfit(Turn turn, LiveRequest request)
    {
        if (ValueCheck.Problem(turn.Spec, request.Operation) is not { } problem) return false;
        Mutations.GiveUp(turn, request, problem.Kind, problem.Reason, ServedBy.ShadowCheck, retryAfter: null);
        return true;
    }

    /// <summary>Sends it, when what is looked at before is read.</summary>
    public static void Begin(Turn turn, LiveRequest request)
    {
        if (ToRead(turn, request.Operation, request.Request) is { Length: > 0 } inputs)
            Interlocks.Read(turn, request, inputs);
        else if (Problem(turn, request.Operation, request.Request) is { } problem)
            Mutations.GiveUp(turn, request, problem.Kind, problem.Reason, ServedBy.ShadowCheck, problem.RetryAfter);
        else
            Mutations.Dispatch(turn, request);
    }

    /// <summary>The verdict's reason where one that was accepted is not executed; null: it may be.</summary>
    public static string? WhyNotExecuted(Turn turn, RequestRecord queued) =>
        Problem(turn, queued.Operation, queued.Request) is { } problem
            ? $"{(problem.Kind == RefusalKind.Interlocked ? VerdictReason.Interlocked : VerdictReason.RateExceeded)}: "
                + problem.Reason
            : null;
}
