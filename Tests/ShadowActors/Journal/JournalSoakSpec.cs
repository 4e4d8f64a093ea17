using Understudy.ShadowActors.Journal.Store;
using Understudy.Tests.Peers;

namespace Understudy.Tests.ShadowActors.Journal;

/// <summary>Many devices appending at once, each the next event as soon as its last one is durable: no append may be
/// lost, fail or stall. Reports the rate and how long appends took.</summary>
[Trait("Category", "Long")]
[Collection(AloneCollection.Name)]
public abstract class JournalSoakSpec(JournalDatabase database, ITestOutputHelper output) : IAsyncDisposable
{
    private static readonly TimeSpan StallMax = TimeSpan.FromSeconds(5);

    [Theory(Timeout = 180_000)]
    [InlineData(1, 3)]
    [InlineData(1000, 10)]
    public async Task Appends_of_many_devices_do_not_stall(int devices, int seconds)
    {
        var options = await database.CreateAsync();
        (await JournalStore.PrepareAsync(options)).Dispose();
        await using var node = await JournalNode.StartAsync(options);
        var load = new JournalLoad();
        var done = load.Start(node, devices, TimeSpan.FromSeconds(seconds));

        await done;

        output.WriteLine(load.Report(seconds));
        Assert.Empty(load.Failures);
        Assert.InRange(load.Slowest, TimeSpan.Zero, StallMax);
        var reader = new SqlJournalReader(options);
        foreach (var (stream, appended) in load.AppendedByStream)
            Assert.Equal(appended, await reader.HighestSequenceAsync(stream));
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}

public sealed class SqliteJournalSoakTests(ITestOutputHelper output) : JournalSoakSpec(new SqliteDatabase(), output);

public sealed class PostgreSqlJournalSoakTests(PostgresServer server, ITestOutputHelper output)
    : JournalSoakSpec(new PostgreSqlDatabase(server), output), IClassFixture<PostgresServer>;
