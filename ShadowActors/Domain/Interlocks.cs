using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Conditions on other points. What is not known to hold does not hold: an input counts only while it is Good and no
/// older than its <c>staleAfter</c>. An input of the device itself that is not fresh is read once before it is decided;
/// of another device counts what its shadow has said of it, and nobody waits for that.
/// </summary>
internal static class Interlocks
{
    public static ImmutableArray<InterlockSpec> Of(DeviceSpec device, Operation operation) => operation switch
    {
        WriteOperation write => device.Point(write.Point)?.Interlocks ?? [],
        InvokeOperation invoke => device.Command(invoke.Command)?.Interlocks ?? [],
        _ => [],
    };

    /// <summary>The inputs of the device itself that are not fresh.</summary>
    public static ImmutableArray<PointId> ToRead(Turn turn, Operation operation) =>
        [.. OwnInputs(turn.Spec, Of(turn.Spec, operation)).Where(id => !turn.State.IsUnread(id) && !IsFresh(turn, id))];

    /// <summary>The inputs, of the device itself, of the interlocks of settings that may be written.</summary>
    public static IEnumerable<PointId> OwnInputs(DeviceSpec device, IEnumerable<PointId> settings) =>
        OwnInputs(device, settings.SelectMany(id => device.Point(id)!.Interlocks));

    public static IEnumerable<PointId> OwnInputs(DeviceSpec device, IEnumerable<InterlockSpec> interlocks) =>
        interlocks.Select(interlock => interlock.InputOf(device.Id))
            .Where(input => input.Device == device.Id && device.Point(input.Point) is not null)
            .Select(input => input.Point)
            .Distinct();

    /// <summary>The points of other devices that interlocks of this one go by.</summary>
    public static ImmutableArray<DevicePoint> OtherInputs(DeviceSpec device) =>
    [
        .. device.Points.SelectMany(point => point.Interlocks)
            .Concat(device.Commands.SelectMany(command => command.Interlocks))
            .Select(interlock => interlock.InputOf(device.Id))
            .Where(input => input.Device != device.Id)
            .Distinct(),
    ];

    /// <summary>Which one does not hold, and why; null: all hold.</summary>
    public static string? Problem(Turn turn, Operation operation)
    {
        foreach (var interlock in Of(turn.Spec, operation))
        {
            var input = interlock.InputOf(turn.Spec.Id);
            var isOwn = input.Device == turn.Spec.Id;
            var name = isOwn ? $"{input.Point}" : $"{input}";
            var reading = isOwn ? Own(turn, input.Point) : Other(turn, input);
            if (WhyUnknown(turn, name, reading) is { } unknown)
                return $"the interlock '{interlock}' is not known to hold: {unknown}";
            if (!Condition.Holds(interlock.Above, interlock.Below, interlock.EqualTo, reading.Value))
                return $"the interlock '{interlock}' does not hold: it is {reading.Value}, {reading.Status}, "
                    + Age(turn, reading);
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

    private static bool IsFresh(Turn turn, PointId own) => WhyUnknown(turn, own.Value, Own(turn, own)) is null;

    private static InputReading Own(Turn turn, PointId id)
    {
        if (turn.Spec.Point(id) is not { } point) return InputReading.Unknown($"there is no point '{id}'");
        return turn.Live.Readings.GetValueOrDefault(id) is { IsWritten: false } live
            ? new InputReading(live.Value, live.Status, live.At, point.StaleAfter, null)
            : InputReading.Unknown($"'{id}' has not been read yet");
    }

    private static InputReading Other(Turn turn, DevicePoint input) =>
        turn.Now.Inputs?.GetValueOrDefault(input) is not { } reading
            ? InputReading.Unknown($"this node knows nothing of '{input}'; does its device run here?")
            : reading with { WhyNot = reading.WhyNot is { } why ? $"of '{input}': {why}" : null };

    /// <summary>Null: it is Good and young enough.</summary>
    private static string? WhyUnknown(Turn turn, string name, InputReading reading)
    {
        if (reading.WhyNot is { } why) return why;
        if (reading.Status.IsGood && turn.Now.Uptime - reading.At <= reading.StaleAfter) return null;
        var value = reading.Value is { } known ? $"{known}, " : "";
        return FormattableString.Invariant($"'{name}' is {value}{reading.Status}, {Age(turn, reading)}; only what is ")
            + FormattableString.Invariant($"Good and no older than {reading.StaleAfter.TotalSeconds:0.###} s counts");
    }

    /// <summary>Another device's may have been read after this decision began.</summary>
    private static string Age(Turn turn, InputReading reading) => FormattableString.Invariant(
        $"{Math.Max(0, (turn.Now.Uptime - reading.At).TotalSeconds):0.#} s old");
}
