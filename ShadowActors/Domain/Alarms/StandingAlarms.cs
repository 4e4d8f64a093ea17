using System.Collections.Immutable;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>Alarms of what the journal says of a device and what people decide: differences that are held, what is in
/// quarantine, how long it is out of service. They are looked at in every state.</summary>
internal static class StandingAlarms
{
    private const int NamedMax = 5;

    public static void Look(Turn turn, Shadow before)
    {
        LookAtQuarantine(
            turn, before, AlarmConditions.QuarantinedRequest, id => QuarantineId.RequestOf(id)?.Value,
            "not sent again");
        LookAtQuarantine(
            turn, before, AlarmConditions.QuarantinedRead, id => QuarantineId.ReadOf(id)?.Value, "not read");
        LookAtQuarantine(
            turn, before, AlarmConditions.SkippedSetting, SkippedOf, "not restored");
        // What is skipped is held too, and has an alarm of its own.
        var held = turn.State.Held
            .Where(pair => !turn.State.Quarantine.ContainsKey(QuarantineId.OfSetting(pair.Value.Point)))
            .Select(pair => pair.Key).ToList();
        // While it is being restored a group is open.
        var open = turn.Live.Mode == DeviceMode.Passive ? turn.State.OpenGroups ?? [] : [];
        bool? differs = held.Count > 0 || !open.IsEmpty ? true : turn.State.OpenGroups is null ? false : null;
        Look(turn, AlarmConditions.HeldDifferences, differs, () => Differences(held, open));
        var record = turn.Live.OutOfService;
        Look(turn, AlarmConditions.MaintenanceOverdue, Administration.IsOverdue(turn.Live, turn.Own),
            () => record is null ? "in service again" : Administration.WhyOut(record));
        Look(turn, AlarmConditions.OtherInstallation, record?.Start is not null,
            () => record?.Start is null ? "decided by now" : Administration.WhyOut(record));
    }

    private static string Differences(List<string> held, ImmutableArray<string> open)
    {
        var differ = held.Count == 0 ? null : $"{held.Count} differ: {Listed(held)}";
        var unlocked = open.IsEmpty ? null : $"not locked again: {Listed(open)}";
        return differ is null ? unlocked ?? "no difference is left"
            : unlocked is null ? differ
            : $"{differ}; {unlocked}";
    }

    private static string? SkippedOf(string id) =>
        QuarantineId.SettingOf(id)?.Value ?? (QuarantineId.GroupOf(id) is { } group ? $"group {group}" : null);

    private static void LookAtQuarantine(
        Turn turn, Shadow before, AlarmCondition condition, Func<string, string?> nameOf, string done)
    {
        var names = Names(turn.State, nameOf);
        var isActive = turn.State.Alarms.GetValueOrDefault(condition.Name)?.IsActive == true;
        var message = names.Count == 0 ? "none is left" : $"{done}: {Listed(names)}";
        // Who has acknowledged the others does not know of one more.
        var isMore = isActive && (turn.Live.AlarmsUntold.Contains(condition.Name)
            || names.Except(Names(before.State, nameOf)).Any());
        if (isMore && Refusals.IsLineFull(turn))
        {
            // Not now: all is looked at again.
            turn.Live = turn.Live with
            {
                AlarmsLooked = false,
                AlarmsUntold = turn.Live.AlarmsUntold.Add(condition.Name),
            };
            return;
        }

        if (!turn.Live.AlarmsUntold.IsEmpty)
            turn.Live = turn.Live with { AlarmsUntold = turn.Live.AlarmsUntold.Remove(condition.Name) };
        if (isMore) DeviceAlarms.Record(turn, AlarmAct.Returned, AlarmBook.Told(condition, condition.Name, message));
        Look(turn, condition, names.Count > 0, () => message);
    }

    private static ImmutableList<string> Names(ShadowState state, Func<string, string?> nameOf) =>
        [.. state.Quarantine.Keys.Select(nameOf).OfType<string>()];

    private static void Look(Turn turn, AlarmCondition condition, bool? holds, Func<string> message) =>
        DeviceAlarms.Look(turn, condition, condition.Name, holds, message);

    private static string Listed(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(NamedMax)) + (names.Count > NamedMax ? ", ..." : "");
}
