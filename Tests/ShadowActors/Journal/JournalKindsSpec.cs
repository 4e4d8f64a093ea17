using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Tests.Peers;

namespace Understudy.Tests.ShadowActors.Journal;

/// <summary>What the list of failures and a report read of a long stream, as the database itself tells it.</summary>
public abstract class JournalKindsSpec(JournalDatabase database, string explain, int column) : IAsyncDisposable
{
    private const int Others = 20_000;
    private const string Stream = "shadow-g/d";

    [Fact(Timeout = 60_000)]
    public async Task Failures_are_found_by_the_index_and_nothing_else_is_read()
    {
        var options = await FilledAsync();
        var query = new JournalQuery(Stream, AfterSequence: 0, AnyOf: FailureIndex.Kinds);

        var plan = await PlanAsync(options, query);

        Assert.Equal(FailureIndex.Kinds.Length, plan.Count(step => step.Contains("journal_kinds")));
        Assert.DoesNotContain(plan, IsScan);
    }

    [Fact(Timeout = 60_000)]
    public async Task Modes_before_a_number_are_found_by_the_index()
    {
        var options = await FilledAsync();
        var query = new JournalQuery(Stream, BeforeSequence: 9_000, AnyOf: DeviceHistory.ModeKinds, Limit: 200);

        var plan = await PlanAsync(options, query);

        Assert.Equal(DeviceHistory.ModeKinds.Length, plan.Count(step => step.Contains("journal_kinds")));
        Assert.DoesNotContain(plan, IsScan);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_the_index_finds_is_in_the_order_of_the_stream()
    {
        var reader = new SqlJournalReader(await FilledAsync());

        var first = await reader.ReadAsync(new JournalQuery(
            Stream, AfterSequence: 4_000, AnyOf: FailureIndex.Kinds, Limit: 3));
        var last = await reader.ReadAsync(new JournalQuery(
            Stream, BeforeSequence: 12_000, AnyOf: FailureIndex.Kinds, Limit: 3));

        Assert.Equal(
            [(5_000, "driver-failed.v1"), (5_001, "recovery-completed.v1"), (10_000, "driver-failed.v1")],
            first.Select(entry => (entry.Sequence, entry.Manifest)));
        Assert.Equal([5_001, 10_000, 10_001], last.Select(entry => entry.Sequence));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_database_from_before_gets_the_index_at_the_next_start()
    {
        var options = await FilledAsync();
        await database.ExecuteAsync(options, $"DROP INDEX {JournalKinds.IndexName}");
        var query = new JournalQuery(Stream, AfterSequence: 0, AnyOf: FailureIndex.Kinds);
        Assert.DoesNotContain(await PlanAsync(options, query), step => step.Contains(JournalKinds.IndexName));
        Assert.Equal(8, (await new SqlJournalReader(options).ReadAsync(query)).Count);

        (await JournalStore.PrepareAsync(options)).Dispose();

        Assert.Contains(await PlanAsync(options, query), step => step.Contains(JournalKinds.IndexName));
        Assert.Equal(8, (await new SqlJournalReader(options).ReadAsync(query)).Count);
    }

    [Fact]
    public void What_failures_and_modes_are_found_by_is_in_the_index() => Assert.Empty(
        FailureIndex.Kinds.Union(DeviceHistory.ModeKinds).Except(JournalKinds.Indexed));

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>A row in five thousand is a failure, the next one its end.</summary>
    protected abstract string Fill { get; }

    protected static string Row(string number) => $"""
        '{Stream}', {number}, {number},
        CASE {number} % 5000 WHEN 0 THEN 'driver-failed.v1' WHEN 1 THEN 'recovery-completed.v1'
            ELSE 'request-dispatched.v1' END
        """;

    protected static string Count => $"{Others + 1}";

    protected abstract bool IsScan(string step);

    private async Task<JournalStoreOptions> FilledAsync()
    {
        var options = await database.CreateAsync();
        (await JournalStore.PrepareAsync(options)).Dispose();
        await database.ExecuteAsync(options, Fill);
        await database.ExecuteAsync(options, "ANALYZE");
        return options;
    }

    private Task<IReadOnlyList<string>> PlanAsync(JournalStoreOptions options, JournalQuery query) =>
        database.ColumnAsync(
            options,
            explain + SqlJournalReader.TextOf(query)
                .Replace("@stream", $"'{Stream}'").Replace("@after", "0").Replace("@before", "9000"),
            column);
}

public sealed class SqliteJournalKindsTests() : JournalKindsSpec(new SqliteDatabase(), "EXPLAIN QUERY PLAN ", 3)
{
    protected override string Fill => $"""
        WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {Count})
        INSERT INTO journal (persistence_id, sequence_number, created, manifest, deleted, message, identifier)
        SELECT {Row("i")}, 0, x'7b7d', 1 FROM n
        """;

    protected override bool IsScan(string step) => step.StartsWith("SCAN journal", StringComparison.Ordinal)
        || step.Contains("sqlite_autoindex_journal");
}

public sealed class PostgreSqlJournalKindsTests(PostgresServer server)
    : JournalKindsSpec(new PostgreSqlDatabase(server), "EXPLAIN ", 0), IClassFixture<PostgresServer>
{
    protected override string Fill => $"""
        INSERT INTO journal (persistence_id, sequence_number, created, manifest, deleted, message, identifier)
        SELECT {Row("i")}, false, '\x7b7d', 1 FROM generate_series(2, {Count}) AS i
        """;

    protected override bool IsScan(string step) => step.Contains("Seq Scan on journal");
}
