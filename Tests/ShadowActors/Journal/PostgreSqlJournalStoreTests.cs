using Understudy.ShadowActors.Journal.Store;
using Understudy.Tests.Peers;
using static Understudy.ShadowActors.Journal.JournalMessages;

namespace Understudy.Tests.ShadowActors.Journal;

public sealed class PostgreSqlJournalStoreTests(PostgresServer server)
    : JournalStoreSpec(new PostgreSqlDatabase(server)), IClassFixture<PostgresServer>
{
    [Fact(Timeout = 120_000)]
    public async Task After_an_outage_the_journal_is_back_by_itself_with_all_that_was_acknowledged()
    {
        await using var own = PostgresServer.Own();
        var options = JournalStoreOptions.From(await own.CreateDatabaseAsync(), "unused");
        (await JournalStore.PrepareAsync(options)).Dispose();
        await using var node = await JournalNode.StartAsync(options);
        var owner = node.Open("hall/oven-1");
        await owner.RecoveredAsync();
        for (var number = 1; number <= 20; number++) await owner.AppendAsync(number);

        await own.StopAsync();
        owner.Send(21, JournalOwner.Dispatched(21));
        Assert.True((await owner.ExpectAsync<AppendFailed>()).InDoubt);
        await owner.ExpectAsync<Unavailable>();
        await own.StartAsync();
        var since = TimeProvider.System.GetTimestamp();
        var recovered = await owner.RecoveredAfterOutageAsync();

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"back after {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.0} s");
        Assert.InRange(recovered.Sequence, 20, 21);
        Assert.All(
            Enumerable.Range(1, 20), number => Assert.Contains($"request-{number}", recovered.State.Requests.Keys));
        Assert.Equal(recovered.Sequence + 1, (await owner.AppendAsync(22)).Sequence);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nodes_that_prepare_an_empty_database_at_once_agree()
    {
        var options = await Database.CreateAsync();

        var stores = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => JournalStore.PrepareAsync(options)));

        Assert.Single(stores.Select(store => store.Installation).Distinct());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_cannot_be_reached_is_named_without_the_password()
    {
        var options = JournalStoreOptions.From("postgres://u:s3cret@127.0.0.1:1/plant", "unused");

        var error = await Assert.ThrowsAsync<JournalStoreException>(() => JournalStore.PrepareAsync(options));

        Assert.Contains("127.0.0.1:1/plant can't be reached", error.Message);
        Assert.DoesNotContain("s3cret", error.Message);
    }
}
