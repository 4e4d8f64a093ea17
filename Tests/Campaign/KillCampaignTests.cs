using Understudy.Tests.Peers;

namespace Understudy.Tests.Campaign;

[Trait("Category", "Long")]
[Collection(AloneCollection.Name)]
public sealed class KillCampaignTests(PostgresServer postgres, ITestOutputHelper output)
{
    private const int Kills = 50;
    private const int KillsOnPostgres = 10;

    [Fact(Timeout = 900_000)]
    public Task Nothing_confirmed_is_lost_and_nothing_done_twice_over_kills_at_random_moments() =>
        RunAsync(KillSchedule.Kills(Kills), database: null);

    [Fact(Timeout = 600_000)]
    public async Task Nor_with_the_journal_in_PostgreSQL() => await RunAsync(
        Math.Min(KillsOnPostgres, KillSchedule.Kills(KillsOnPostgres)),
        await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken));

    private async Task RunAsync(int kills, string? database)
    {
        var seed = KillSchedule.Seed();
        output.WriteLine($"{KillSchedule.SeedVariable}={seed}");
        var campaign = new KillCampaign(seed, kills, database);
        var violations = await campaign.RunAsync();
        output.WriteLine(campaign.Summary);
        Assert.True(
            violations.Count == 0,
            $"{KillSchedule.SeedVariable}={seed} {KillSchedule.KillsVariable}={kills}{Environment.NewLine}"
            + string.Join(Environment.NewLine, violations));
    }
}
