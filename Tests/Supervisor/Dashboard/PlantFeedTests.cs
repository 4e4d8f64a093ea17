using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Model;
using Understudy.Supervisor.CommandLine.Words;
using Understudy.Supervisor.Dashboard.View;

namespace Understudy.Tests.Supervisor.Dashboard;

public sealed class PlantFeedTests : IPlantView, IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly PlantFeed _feed;
    private int _taken;
    private bool _fails;

    public PlantFeedTests() => _feed = new PlantFeed(this, _clock, NullLogger<PlantFeed>.Instance);

    [Fact]
    public async Task Fifty_pages_cost_as_much_as_one()
    {
        var seen = 0;
        var watches = Enumerable.Range(0, 50).Select(_ => _feed.Watch(_ => Seen(ref seen))).ToList();
        await PassAsync(3);
        Assert.InRange(_taken, 3, 5);
        Assert.InRange(seen, 50 * 3, 50 * 5);
        watches.ForEach(watch => watch.Dispose());
    }

    [Fact]
    public async Task No_page_costs_nothing_and_the_next_one_starts_it_again()
    {
        _feed.Watch(_ => Task.CompletedTask).Dispose();
        await PassAsync(2);
        var before = _taken;
        await PassAsync(5);
        Assert.Equal(before, _taken);
        using var watch = _feed.Watch(_ => Task.CompletedTask);
        await PassAsync(2);
        Assert.True(_taken > before);
    }

    [Fact]
    public async Task A_picture_that_fails_does_not_end_the_feed()
    {
        var seen = 0;
        _fails = true;
        using var watch = _feed.Watch(_ => Seen(ref seen));
        await PassAsync(2);
        Assert.Equal(0, seen);
        _fails = false;
        await PassAsync(2);
        Assert.True(seen > 0);
    }

    public Task<PlantSnapshot> GetPlantAsync(CancellationToken cancellation)
    {
        _taken++;
        return _fails
            ? Task.FromException<PlantSnapshot>(new InvalidOperationException("No."))
            : Task.FromResult(SamplePlant.Empty(_clock.GetUtcNow()));
    }

    public Task<IReadOnlyList<JournalEntry>?> GetJournalAsync(
        DeviceId device, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<JournalEntry>?>([]);

    public void Dispose() => _feed.Dispose();

    private static Task Seen(ref int seen)
    {
        Interlocked.Increment(ref seen);
        return Task.CompletedTask;
    }

    private async Task PassAsync(int periods)
    {
        for (var i = 0; i < periods; i++)
        {
            _clock.Advance(PlantFeed.Period);
            await Task.Delay(50);
        }
    }
}
