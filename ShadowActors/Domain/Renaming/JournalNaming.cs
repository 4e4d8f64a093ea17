using System.Collections.Immutable;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Journal;

namespace Understudy.ShadowActors.Domain.Renaming;

/// <summary>Decides what journals are called when another plant is applied: gateways first, then the devices in them.
/// A <c>was</c> is acted upon once, when it is new in the file.</summary>
public static class JournalNaming
{
    /// <param name="known">As the plant had them that was applied last.</param>
    /// <param name="running">That plant.</param>
    /// <param name="hasEntries">Whether a stream of the journal is there. Asked only for what is newly renamed.</param>
    public static async Task<JournalNames> NextAsync(
        JournalNames known, PlantSpec running, PlantSpec wanted, Func<string, Task<bool>> hasEntries)
    {
        var gateways = await StepAsync(
            known,
            running.Gateways.Select(gateway => gateway.Id.Value).ToHashSet(StringComparer.Ordinal),
            [.. wanted.Gateways.Select(gateway => new RenameWish(
                gateway.Id.Value, [.. gateway.Was.Select(was => was.Value)]))],
            journal => hasEntries(JournalStreams.IdOfGateway(journal)),
            id => id);
        // What a gateway's devices were is looked at when it is known which gateway it is.
        return await StepAsync(
            gateways,
            running.Gateways.SelectMany(gateway => gateway.Devices).Select(device => known.KeyOf(device.Id))
                .ToHashSet(StringComparer.Ordinal),
            [
                .. wanted.Gateways.Where(gateway => gateways.Known(gateway.Id.Value)?.NotRun is null)
                    .SelectMany(gateway => gateway.Devices)
                    .Select(device => new RenameWish(
                        gateways.KeyOf(device.Id),
                        [.. device.Was.Select(was => $"{gateways.Of(device.Id.Gateway)}/{was}")])),
            ],
            journal => hasEntries(JournalStreams.IdOfDevice(journal)),
            key => key[(key.IndexOf('/') + 1)..]);
    }

    private static async Task<JournalNames> StepAsync(
        JournalNames known,
        HashSet<string> running,
        IReadOnlyList<RenameWish> wanted,
        Func<string, Task<bool>> hasEntries,
        Func<string, string> called)
    {
        if (known.Recorded is null && wanted.All(wish => wish.From.IsEmpty)) return known;
        var fresh = wanted.Select(wish => wish with { From = Fresh(known, wish) })
            .Where(wish => !wish.From.IsEmpty)
            .ToList();
        var begun = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in fresh.SelectMany(wish => wish.From.Append(wish.To)).Distinct())
            if (known.Find(id) is { } journal && await hasEntries(journal))
                begun.Add(id);
        var declared = wanted.Select(wish => wish.To).ToHashSet(StringComparer.Ordinal);
        var plan = RenamePlan.Of(
            fresh,
            declared.Contains,
            id => begun.Contains(id) || (known.Find(id) is not null && running.Contains(id)),
            begun.Contains,
            called);
        return known.After(plan, wanted);
    }

    /// <summary>What could not be acted upon is looked at each time.</summary>
    private static ImmutableArray<string> Fresh(JournalNames known, RenameWish wish) =>
        known.Known(wish.To) is { NotRun: null } before ? [.. wish.From.Except(before.Was)] : wish.From;
}
