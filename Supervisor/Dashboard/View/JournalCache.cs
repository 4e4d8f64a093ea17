using System.Collections.Concurrent;
using Understudy.Hardware.Model;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.Dashboard.View;

/// <summary>The last entries of journals that pages show, read at most every two seconds, however many look.</summary>
public sealed class JournalCache(IPlantView view, TimeProvider clock)
{
    public static readonly TimeSpan KeptTime = TimeSpan.FromSeconds(2);

    private const int DevicesMax = 256;
    private static readonly TimeSpan ReadingTimeMax = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<DeviceId, Kept> _kept = new();

    public Task<IReadOnlyList<JournalEntry>?> GetAsync(DeviceId device, int limit)
    {
        if (_kept.Count > DevicesMax) _kept.Clear();
        var now = clock.GetTimestamp();
        return _kept.AddOrUpdate(
            device,
            _ => new Kept(now, new(() => ReadAsync(device, limit))),
            (_, kept) => clock.GetElapsedTime(kept.At, now) < KeptTime
                ? kept
                : new Kept(now, new(() => ReadAsync(device, limit)))).Entries.Value;
    }

    private async Task<IReadOnlyList<JournalEntry>?> ReadAsync(DeviceId device, int limit)
    {
        using var end = new CancellationTokenSource(ReadingTimeMax, clock);
        try
        {
            return await view.GetJournalAsync(device, limit, end.Token);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The page says that the journal can't be read; why is in the log of what reads it.
            return null;
        }
    }

    private sealed record Kept(long At, Lazy<Task<IReadOnlyList<JournalEntry>?>> Entries);
}
