using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>
/// Deterministic failures. What the driver had at a counted failure (an exception, a hang, the end of its process) is
/// suspect, and is given to the next incarnation one by one, before anything else: so the second failure names one,
/// which is quarantined. What the driver then does without failing is suspect no more. A reading is blamed only of an
/// incarnation that could read another point: one that can read none is no point's fault. The same of the writing of
/// settings, where there are enough to tell. Safe actions are exempt.
/// </summary>
internal static class Poison
{
    private const string Why = "the driver failed twice while it had this";

    /// <summary>The one among what the driver had that it had at a failure before; null: none, or it can't be told
    /// which.</summary>
    /// <param name="transfer">How far its recovery had come; null: it served.</param>
    public static string? Guilty(Turn turn, InFlight inFlight, Transfer? transfer)
    {
        string? guilty = null;
        foreach (var id in inFlight.Ids())
        {
            if (!IsSuspect(turn, id) || IsExempt(turn, id)) continue;
            if (transfer is { HasRead: false } && QuarantineId.ReadOf(id) is not null) continue;
            // It failed at so many that it is none's fault: nothing has shown that it can write.
            if (IsWrite(id) && FailedWrites(turn).Count >= ShadowLimits.FailedWritesOfADriver) continue;
            if (guilty is not null) return null;
            guilty = id;
        }

        return guilty;
    }

    /// <summary>The settings and restore groups that are written last, after those that tell whether the driver can
    /// write at all; beginning after the one that it failed at last.</summary>
    public static ImmutableList<string> WriteOrder(Turn turn)
    {
        var suspects = turn.State.Suspects.Keys.Where(id => IsWrite(id) && IsSuspect(turn, id)).ToImmutableList();
        return turn.Live.WrittenLast is { } last
            ? [.. suspects.OrderBy(id => string.CompareOrdinal(id, last) <= 0)]
            : suspects;
    }

    /// <summary>Why a setting or restore group is not written by a device that is Faulted; null: it may be. The driver
    /// fails at so many that it can't be told which are to blame, or whether it can write at all: written again, they
    /// would keep the device Faulted for ever.</summary>
    public static string? WhyHeld(Turn turn, string id)
    {
        if (turn.Live.Mode != DeviceMode.Faulted || !IsSuspect(turn, id)) return null;
        var failed = FailedWrites(turn);
        return failed.Count >= ShadowLimits.FailedWritesOfADriver && failed.Contains(id)
            ? $"the driver failed at {failed.Count} settings and groups, this one too, and has written none since"
            : null;
    }

    /// <summary>The driver did it without failing: whatever it failed at before was something else.</summary>
    public static void Acquit(Turn turn, string id)
    {
        if (turn.State.Suspects.ContainsKey(id))
            turn.Live = turn.Live with { Acquitted = turn.Live.Acquitted.Add(id) };
    }

    /// <summary>The driver has written this setting: it can write.</summary>
    public static void Written(Turn turn, string id)
    {
        Acquit(turn, id);
        turn.Live = turn.Live with { FailedWrites = [] };
    }

    /// <summary>The driver failed with this, at a failure that counts.</summary>
    public static void Failed(Turn turn, InFlight inFlight, string? guilty)
    {
        turn.Live = turn.Live with { Acquitted = turn.Live.Acquitted.Except(inFlight.Ids()) };
        if (inFlight.Write is not { } written) return;
        turn.Live = turn.Live with
        {
            WrittenLast = written,
            FailedWrites = written == guilty ? FailedWrites(turn).Remove(written) : FailedWrites(turn).Add(written),
        };
    }

    public static void Quarantine(Turn turn, string id, bool unsent)
    {
        var reason = $"{VerdictReason.Quarantined}: {Why}: {turn.Live.Reason}";
        if (QuarantineId.ReadOf(id) is { } point)
            turn.Record("poison", stamp => new ShadowEvents.ReadQuarantined(stamp, point, reason, Declared(turn)));
        else if (QuarantineId.SettingOf(id) is { } setting) Skip(turn, setting, reason);
        else if (QuarantineId.GroupOf(id) is { } group)
            turn.Record("poison", stamp => new ShadowEvents.GroupSkipped(stamp, group, reason, Declared(turn)));
        else if (QuarantineId.RequestOf(id) is { } request) Quarantine(turn, request, reason, unsent);
        turn.Do(new ShadowEffects.LogWarning($"{id} is in quarantine: {reason}"));
    }

    /// <summary>The points that are read one by one, before anything else: first one that is not suspect, where there
    /// is one, then those that are, beginning after the one that was tried last.</summary>
    public static ImmutableList<PointId> ToTry(Turn turn)
    {
        var suspects = turn.State.Suspects.Keys
            .Where(id => IsSuspect(turn, id))
            .Select(QuarantineId.ReadOf)
            .OfType<PointId>()
            .Where(point => turn.Spec.Point(point)?.IsReadable == true && !turn.State.IsUnread(point))
            .ToImmutableList();
        if (suspects.IsEmpty) return suspects;
        if (turn.Live.TriedLast is { } last)
            suspects = [.. suspects.OrderBy(point => string.CompareOrdinal(point.Value, last.Value) <= 0)];
        return Witness(turn, suspects) is { } witness ? suspects.Insert(0, witness) : suspects;
    }

    /// <summary>What the driver sees is declared otherwise, or the driver is another one: it may not fail at it.
    /// </summary>
    public static void LiftForeign(Turn turn)
    {
        if (turn.State.Quarantine.IsEmpty) return;
        var declared = Declared(turn);
        var foreign = turn.State.Quarantine.Values
            .Where(one => one.Declared != declared).Select(one => one.Id).ToImmutableArray();
        if (!foreign.IsEmpty)
            turn.Record("plant", stamp => new ShadowEvents.QuarantineLifted(
                stamp, foreign, null, "plant", "the device's declaration or its driver changed"));
    }

    private static bool IsSuspect(Turn turn, string id) =>
        turn.State.Suspects.ContainsKey(id) && !turn.Live.Acquitted.Contains(id);

    private static bool IsWrite(string id) =>
        QuarantineId.SettingOf(id) is not null || QuarantineId.GroupOf(id) is not null;

    private static ImmutableHashSet<string> FailedWrites(Turn turn) =>
        turn.Live.FailedWrites ?? [.. turn.State.Suspects.Keys.Where(IsWrite)];

    /// <summary>A point that tells whether the driver can read at all, best one that was read before; null: all that it
    /// may read are suspect.</summary>
    private static PointId? Witness(Turn turn, ImmutableList<PointId> suspects) => turn.Spec.Points
        .Where(point => point.IsReadable && !turn.State.IsUnread(point.Id) && !suspects.Contains(point.Id))
        .OrderBy(point => turn.Live.Readings.GetValueOrDefault(point.Id) is not { IsWritten: false, Value: not null })
        .Select(point => (PointId?)point.Id)
        .FirstOrDefault();

    private static string Declared(Turn turn) => Declaration.Of(turn.Spec);

    private static bool IsExempt(Turn turn, string id) =>
        QuarantineId.RequestOf(id) is { } request
        && (!turn.State.Requests.TryGetValue(request.Value, out var record)
            || ProxyTable.IsSafe(turn.Spec, record.Operation));

    private static void Quarantine(Turn turn, RequestId id, string reason, bool unsent)
    {
        var record = turn.State.Requests[id.Value];
        var verdict = record switch
        {
            { Verdict: Verdict.Sent } when unsent => turn.State.VerdictOfUnsent(id),
            { Verdict: Verdict.Sent } => Verdict.Indeterminate,
            _ => record.Verdict,
        };
        turn.Record(id.Value, stamp => new ShadowEvents.RequestQuarantined(stamp, id, verdict, reason, Declared(turn)));
        if (!turn.Live.Requests.TryGetValue(id.Value, out var live)) return;
        Mutations.Set(turn, live with { Phase = RequestPhase.Settling });
        turn.Then(new Continuations.TellVerdict(id));
    }

    private static void Skip(Turn turn, PointId point, string reason)
    {
        if (!turn.State.Settings.TryGetValue(point.Value, out var setting)) return;
        var actual = turn.Live.Readings.GetValueOrDefault(point) is { IsWritten: false } read ? read.Value : null;
        turn.Record("poison", stamp => new ShadowEvents.SettingSkipped(
            stamp, point, setting.Value, actual, reason, Declared(turn)));
    }
}
