using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Conditions on other points of the device. What is not known to hold does not hold: an input counts only while it is
/// Good and no older than its <c>staleAfter</c>. An input that is not fresh is read once before it is decided.
/// </summary>
internal static class Interlocks
{
    /// <summary>Those of a point are not for its safe values.</summary>
    public static ImmutableArray<InterlockSpec> Of(DeviceSpec device, Operation operation) => operation switch
    {
        WriteOperation when ProxyTable.IsSafe(device, operation) => [],
        WriteOperation write => device.Point(write.Point)?.Interlocks ?? [],
        InvokeOperation invoke => device.Command(invoke.Command)?.Interlocks ?? [],
        _ => [],
    };

    /// <summary>The inputs that are not fresh.</summary>
    public static ImmutableArray<PointId> ToRead(Turn turn, Operation operation) =>
    [
        .. Of(turn.Spec, operation)
            .Select(interlock => interlock.Point)
            .Distinct()
            .Where(id => turn.Spec.Point(id) is not null && !turn.State.IsUnread(id) && Fresh(turn, id) is null),
    ];

    /// <summary>The inputs of the interlocks of settings that may be written.</summary>
    public static IEnumerable<PointId> Inputs(DeviceSpec device, IEnumerable<PointId> settings) =>
        settings.SelectMany(id => device.Point(id)!.Interlocks)
            .Select(interlock => interlock.Point)
            .Where(id => device.Point(id) is not null)
            .Distinct();

    /// <summary>Which one does not hold, and why; null: all hold.</summary>
    public static string? Problem(Turn turn, Operation operation)
    {
        foreach (var interlock in Of(turn.Spec, operation))
        {
            var fresh = Fresh(turn, interlock.Point);
            if (fresh is not null
                && Condition.Holds(interlock.Above, interlock.Below, interlock.EqualTo, fresh.Value))
                continue;
            return fresh is null
                ? $"the interlock '{interlock}' is not known to hold: {WhyUnknown(turn, interlock.Point)}"
                : $"the interlock '{interlock}' does not hold: it is {fresh.Value}, {fresh.Status}, {Age(turn, fresh)}";
        }

        return null;
    }

    /// <summary>Reads what is not fresh; the request waits for that, no longer than its deadline.</summary>
    public static void Read(Turn turn, LiveRequest request, ImmutableArray<PointId> inputs)
    {
        Mutations.Set(turn, request with { Phase = RequestPhase.Checking });
        Reads.Call(turn, new PendingCall.ForInterlocks(request.Request), inputs);
    }

    /// <summary>The inputs were read: now it is decided.</summary>
    public static void ReadDone(Turn turn, RequestId id)
    {
        if (turn.Live.Requests.GetValueOrDefault(id.Value) is not { Phase: RequestPhase.Checking } request) return;
        if (turn.Live.Mode != DeviceMode.Passive || turn.Live.Journal != JournalStatus.Up || turn.Live.Stopping)
            Interrupted(turn, id);
        else if (Admission.Problem(turn, request.Operation, id) is { } problem)
            Mutations.GiveUp(
                turn, request, problem.Kind, problem.Reason, ServedBy.ShadowCheck, problem.RetryAfter);
        else
            Mutations.Dispatch(turn, request);
    }

    /// <summary>There is no driver any more that would answer: it is as if it came now.</summary>
    public static void Interrupted(Turn turn, RequestId id)
    {
        if (turn.Live.Requests.GetValueOrDefault(id.Value) is not { Phase: RequestPhase.Checking } request) return;
        if (!turn.State.Requests.ContainsKey(id.Value)) Mutations.AskAgain(turn, request);
        else if (Mutations.CanWait(turn, request.Operation))
            Mutations.Set(turn, request with { Phase = RequestPhase.Blocked });
        else
            Mutations.GiveUp(
                turn, request, RefusalKind.Busy, Refusals.WhyDown(turn), ServedBy.ShadowBusy, ShadowLimits.RetryAfter);
    }

    private static LiveReading? Fresh(Turn turn, PointId id) =>
        turn.Live.Readings.GetValueOrDefault(id) is { Status.IsGood: true, IsWritten: false } live
        && turn.Now.Uptime - live.At <= turn.Spec.Point(id)!.StaleAfter
            ? live
            : null;

    private static string WhyUnknown(Turn turn, PointId id)
    {
        if (turn.Spec.Point(id) is not { } point) return $"there is no point '{id}'";
        if (turn.Live.Readings.GetValueOrDefault(id) is not { IsWritten: false } live)
            return $"'{id}' has not been read yet";
        var value = live.Value is { } known ? $"{known}, " : "";
        return FormattableString.Invariant($"'{id}' is {value}{live.Status}, {Age(turn, live)}; only what is Good and ")
            + FormattableString.Invariant($"no older than {point.StaleAfter.TotalSeconds:0.###} s counts");
    }

    private static string Age(Turn turn, LiveReading live) =>
        FormattableString.Invariant($"{(turn.Now.Uptime - live.At).TotalSeconds:0.#} s old");
}
