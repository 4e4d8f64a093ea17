using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.PostMortem;
using Understudy.Tests.ShadowActors.Domain.PostMortem;

namespace Understudy.Tests.Supervisor.PostMortem;

public sealed class PostMortemReaderTests
{
    private const long Length = 40_000;

    [Fact]
    public async Task However_long_a_journal_is_no_more_than_a_page_or_two_of_it_is_held()
    {
        var journal = new EndlessJournal(Day(), Length);
        var reader = new PostMortemReader(journal);

        var report = await reader.ReportAsync(HandMadeStream.Device, null, default);
        var (moment, _) = await reader.StateAsync(
            HandMadeStream.Device, HandMadeStream.Begin.AddDays(1), default);

        Assert.Equal(Length / 200, report!.Summary.Number);
        Assert.Equal(Length, moment!.LastEntry);
        Assert.Equal(StreamEntries.PageEntries, journal.LargestPage);
        Assert.InRange(journal.MostHeld, 0, 2);
    }

    /// <summary>200 entries with a failure in their midst.</summary>
    private static HandMadeStream Day()
    {
        var day = new HandMadeStream();
        for (var i = 0; i < 99; i++) day.Read($"r-{i}", i, ServedBy.Driver, StatusCode.Good);
        day.Episode();
        for (var i = 0; i < 99; i++) day.Read($"s-{i}", i, ServedBy.Driver, StatusCode.Good);
        return day;
    }
}
