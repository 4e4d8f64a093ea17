using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.PostMortem;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.Supervisor.PostMortem;

public sealed class PostMortemAnswersTests
{
    private static readonly DeviceId Device = DeviceId.Parse("hall1/oven");
    private static readonly JournalInput Page = new(null, null, null, null, null);

    public static TheoryData<JournalInput> Searches =>
    [
        Page with { Kind = "driver-failed" },
        Page with { From = "2026-03-01T08:00:00Z" },
        Page with { To = "2026-03-01T08:00:00Z" },
    ];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Searches))]
    public async Task What_is_searched_for_waits_for_a_place_and_a_page_does_not(JournalInput search)
    {
        var journal = new WaitingJournal();
        var answers = new PostMortemAnswers(journal, TimeProvider.System, _ => true);

        Task[] searches = [.. Enumerable.Range(0, 3).Select(_ => answers.JournalAsync(Device, search, default))];
        await Probe.UntilAsync(() => Task.FromResult(journal.UnderWay == 2));
        var page = answers.JournalAsync(Device, Page, default);
        await Probe.UntilAsync(() => Task.FromResult(journal.UnderWay == 3));
        journal.LetGo();
        await Task.WhenAll([.. searches, page]);

        Assert.Equal(3, journal.MostUnderWay);
    }

    private sealed class WaitingJournal : IJournalReader
    {
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _lock = new();

        public int UnderWay { get; private set; }

        public int MostUnderWay { get; private set; }

        public void LetGo() => _gate.SetResult();

        public async Task<IReadOnlyList<JournalEntry>> ReadAsync(JournalQuery query, CancellationToken cancellation)
        {
            lock (_lock) MostUnderWay = Math.Max(MostUnderWay, ++UnderWay);
            await _gate.Task;
            lock (_lock) UnderWay--;
            return [];
        }

        public Task<IReadOnlyList<JournalEntry>> SnapshotsAsync(string stream, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<long> HighestSequenceAsync(string stream, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
