using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.ShadowActors.Domain.Renaming;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.ShadowActors.Serialization;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.PostMortem;

/// <summary>Reads a device's journal back: its failures, and its state at any moment. It needs the database only, no
/// running device and no clock. A stream is read a page at a time.</summary>
/// <remarks>Each may throw <see cref="JournalStoreException"/>: the database can't be read.</remarks>
/// <param name="names">What journals are called now; null: as their devices.</param>
public sealed class PostMortemReader(
    IJournalReader journal, Func<CancellationToken, ValueTask<JournalNames>>? names = null)
{
    // Enough of them to know mode, stage and a spent budget before a snapshot.
    private const int ModeEntriesMax = 200;

    /// <summary>Null: nothing is on record of the device.</summary>
    /// <param name="before">Only failures with smaller numbers; null: all.</param>
    public async Task<FailureList?> FailuresAsync(
        DeviceId device, long? before, int limit, CancellationToken cancellation)
    {
        if (await FirstAsync(device, cancellation) is not { } first) return null;
        var number = await FirstNumberAsync(device, first.Sequence, cancellation);
        var index = new FailureIndex(number, before, limit);
        await FillAsync(index, device, null, cancellation);
        return new FailureList(
            device,
            index.Count == 0 ? 0 : number + index.Count - 1,
            first.Sequence == 1 ? null : first.Time,
            index.NewestFirst);
    }

    /// <summary>Null: there is no such failure on record.</summary>
    /// <param name="number">Null: the newest.</param>
    public async Task<FailureReport?> ReportAsync(DeviceId device, long? number, CancellationToken cancellation)
    {
        var list = await FailuresAsync(device, number + 1, limit: 1, cancellation);
        if (list is not { Failures: [var summary] } || (number ?? summary.Number) != summary.Number) return null;
        var builder = new FailureReportBuilder(device, summary);
        var entries = journal.EntriesAsync(
            device, FailureReport.FirstEntry(summary) - 1, cancellation: cancellation);
        await foreach (var entry in entries)
            if (!builder.Add(entry))
                break;
        return builder.Build();
    }

    /// <summary>What was on record when the clock of the nodes that wrote it showed that time.</summary>
    public async Task<MomentAnswer> StateAsync(DeviceId device, DateTimeOffset at, CancellationToken cancellation)
    {
        var stream = JournalStreams.IdOf(device);
        if (await FirstAsync(device, cancellation) is not { } first) return new MomentAnswer(null, null);
        var newest = await journal.ReadAsync(
            new JournalQuery(stream, To: at.AddTicks(1), Limit: 1), cancellation);
        if (newest.Count == 0)
            return new MomentAnswer(null, $"Nothing is on record of {device} before {first.Time:O}.");
        var (history, problem) = await FromSnapshotAsync(device, first, newest[0].Sequence, cancellation);
        if (history is null) return new MomentAnswer(null, problem);
        await foreach (var entry in journal.EntriesAsync(
            device, history.LastEntry, newest[0].Sequence + 1, cancellation: cancellation))
        {
            if (entry.Event is not { } happened)
                return new MomentAnswer(null,
                    $"Entry {entry.Number} ({entry.Kind}) is not known to this version, so the state is known only up "
                    + $"to {entry.Time:O}.");
            history = history.Apply(entry.Number, happened);
        }

        if (history.LastStamp is null)
            return new MomentAnswer(null,
                $"Entry {newest[0].Sequence} is not known to this version, so the time of the state is not known.");
        return new MomentAnswer(
            DeviceMoment.Of(device, history, await SpecAsync(device, at, cancellation), at), null);
    }

    /// <summary>Where to begin: the newest snapshot of that time, or the first entry.</summary>
    private async Task<(DeviceHistory? History, string? Problem)> FromSnapshotAsync(
        DeviceId device, JournalEntry first, long upTo, CancellationToken cancellation)
    {
        var snapshots = await SnapshotsAsync(device, cancellation);
        var usable = snapshots.Where(snapshot => snapshot.Number <= upTo).ToList();
        if (usable.Count == 0 && first.Sequence == 1) return (DeviceHistory.Empty, null);
        if (usable.Count == 0)
            return (null, snapshots.Count == 0
                ? $"The entries before {first.Time:O} are deleted, and no snapshot is left to begin with."
                : $"The entries before {first.Time:O} are deleted: the state is known from "
                    + $"{snapshots[0].Time:O} on.");
        var (number, _, state) = usable[^1];
        var before = await journal.ReadAsync(
            new JournalQuery(
                JournalStreams.IdOf(device), BeforeSequence: number + 1, AnyOf: DeviceHistory.ModeKinds,
                Limit: ModeEntriesMax),
            cancellation);
        var history = before.Select(entry => StreamEntries.Of(entry).Event)
            .OfType<ShadowEvents.ShadowEvent>()
            .Aggregate(DeviceHistory.Empty, (known, happened) => known.ApplyMode(happened));
        var last = await journal.ReadAsync(
            new JournalQuery(JournalStreams.IdOf(device), BeforeSequence: number + 1, Limit: 1), cancellation);
        var stamp = last.Count == 0 ? null : StreamEntries.Of(last[0]).Event?.Stamp;
        return (history with { State = state, LastEntry = number, LastStamp = stamp }, null);
    }

    private async Task<List<(long Number, DateTimeOffset Time, ShadowState State)>> SnapshotsAsync(
        DeviceId device, CancellationToken cancellation)
    {
        var rows = await journal.SnapshotsAsync(JournalStreams.IdOf(device), cancellation);
        return
        [
            .. rows
                .Select(row => (row, State: JournalText.TryRead<ShadowState>(row.Manifest, row.Json)))
                .Where(pair => pair.State is not null)
                .Select(pair => (pair.row.Sequence, pair.row.Time, pair.State!)),
        ];
    }

    /// <summary>The number of the first failure that is still on record. A snapshot has counted those before.</summary>
    private async Task<long> FirstNumberAsync(DeviceId device, long firstEntry, CancellationToken cancellation)
    {
        if (firstEntry == 1) return 1;
        var snapshots = await SnapshotsAsync(device, cancellation);
        if (snapshots.Count == 0) return 1;
        var (number, _, state) = snapshots[0];
        var index = new FailureIndex(limit: 1);
        await FillAsync(index, device, number + 1, cancellation);
        return Math.Max(1, state.Recoveries - index.Ended + 1);
    }

    private async Task FillAsync(FailureIndex index, DeviceId device, long? before, CancellationToken cancellation)
    {
        await foreach (var entry in journal.EntriesAsync(device, 0, before, FailureIndex.Kinds, cancellation))
            index.Add(entry);
    }

    private async Task<JournalEntry?> FirstAsync(DeviceId device, CancellationToken cancellation)
    {
        var query = new JournalQuery(JournalStreams.IdOf(device), AfterSequence: 0, Limit: 1);
        return (await journal.ReadAsync(query, cancellation)).FirstOrDefault();
    }

    /// <summary>What the plant file of then declared; null: nothing, or it is not on record any more.</summary>
    private async Task<DeviceSpec?> SpecAsync(DeviceId device, DateTimeOffset at, CancellationToken cancellation)
    {
        var rows = await journal.ReadAsync(
            new JournalQuery(JournalStreams.PlantId, To: at.AddTicks(1), Kind: "plant-applied", Limit: 1),
            cancellation);
        if (rows.Count == 0) return null;
        var applied = JournalText.TryRead<PlantEvents.PlantApplied>(rows[0].Manifest, rows[0].Json);
        if (applied is null || PlantFile.ParseRecorded(applied.Source, applied.FileName).Plant is not { } plant)
            return null;
        // It may have had another id then.
        var name = names is null ? device.ToString() : (await names(cancellation)).Find(device);
        return JournalNames.Of(applied.Journals).Applied(plant).Gateways.SelectMany(gateway => gateway.Devices)
            .FirstOrDefault(spec => spec.JournalName == name);
    }
}
