using System.Text;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.ShadowActors.Serialization;
using Understudy.Supervisor.PostMortem;
using Understudy.Tests.Peers;
using Understudy.Tests.ShadowActors.Domain.PostMortem;
using Understudy.Tests.ShadowActors.Journal;
using Understudy.Tests.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.PostMortem;

/// <summary>Journals read back from a real database, with and without their old entries.</summary>
public abstract class PostMortemReaderSpec(JournalDatabase database) : IAsyncDisposable
{
    private const string Stream = "shadow-hall1/oven";

    private const string Plant = """
        gateways:
          hall1:
            link: {modbusTcp: 127.0.0.1:1502}
            devices:
              oven: {profile: oven, unit: 1}
        profiles:
          oven:
            class: register
            points:
              sp: {at: holding/2, unit: Cel, role: configuration}
        """;

    private JournalStoreOptions _options = null!;

    private PostMortemReader Reader => new(new SqlJournalReader(_options));

    [Fact(Timeout = 60_000)]
    public async Task The_newest_failure_is_reported_from_the_database()
    {
        await FillAsync(new HandMadeStream().Claimed().Completed().Episode()
            .Dispatched("w-1", 80).Failed(stack: "at Driver.Read()", inFlight: "w-1").Completed());

        var report = await Reader.ReportAsync(HandMadeStream.Device, null, default);

        Assert.Equal((2L, 6L), (report!.Summary.Number, report.Summary.FromEntry));
        Assert.Equal("at Driver.Read()", report.Cause.Stack);
        Assert.Equal("write sp = 80", Assert.Single(report.Requests.Items).Operation);
    }

    [Fact(Timeout = 60_000)]
    public async Task Failures_come_in_pages_the_newest_first()
    {
        var stream = new HandMadeStream();
        for (var i = 0; i < 300; i++) stream.Episode();
        await FillAsync(stream);

        var page = (await Reader.FailuresAsync(HandMadeStream.Device, 299, 2, default))!;

        Assert.Equal((300L, null), (page.Newest, page.KnownSince));
        Assert.Equal([298, 297], page.Failures.Select(failure => failure.Number));
        Assert.Equal(7, (await Reader.ReportAsync(HandMadeStream.Device, 7, default))!.Summary.Number);
        Assert.Null(await Reader.ReportAsync(HandMadeStream.Device, 301, default));
        Assert.Null(await Reader.FailuresAsync(DeviceId.Parse("hall1/other"), null, 2, default));
    }

    [Fact(Timeout = 60_000)]
    public async Task Failures_keep_their_numbers_when_old_entries_are_deleted()
    {
        var stream = new HandMadeStream().Claimed().Completed();
        for (var i = 0; i < 10; i++) stream.Episode();
        await FillAsync(stream);
        await SnapshotAsync(stream, 16);
        await DeleteAsync(upTo: 9);

        var list = (await Reader.FailuresAsync(HandMadeStream.Device, null, 100, default))!;

        Assert.Equal([10, 9, 8, 7, 6, 5], list.Failures.Select(failure => failure.Number));
        Assert.Equal<(long, DateTimeOffset?)>(
            (10L, HandMadeStream.Begin.AddSeconds(10)), (list.Newest, list.KnownSince));
        Assert.Equal(11, (await Reader.ReportAsync(HandMadeStream.Device, 5, default))!.Cause.Entry);
        Assert.Null(await Reader.ReportAsync(HandMadeStream.Device, 4, default));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_failure_whose_beginning_is_deleted_leaves_the_numbers_of_others_as_they_are()
    {
        var stream = new HandMadeStream().Claimed().Completed().Episode().Episode().Episode();
        await FillAsync(stream);
        await SnapshotAsync(stream, 8);
        await DeleteAsync(upTo: 3);

        var list = (await Reader.FailuresAsync(HandMadeStream.Device, null, 100, default))!;

        Assert.Equal([3, 2], list.Failures.Select(failure => failure.Number));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_state_of_a_moment_is_that_of_all_entries_until_then()
    {
        var stream = Settings();
        await FillAsync(stream);
        await PlantAsync();

        var (early, _) = await Reader.StateAsync(HandMadeStream.Device, HandMadeStream.Begin.AddSeconds(4.5), default);
        var (late, _) = await Reader.StateAsync(HandMadeStream.Device, HandMadeStream.Begin.AddSeconds(60), default);

        Assert.Equal((4L, "80", "Cel"), (early!.LastEntry, $"{early.Settings[0].Value}", early.Settings[0].Unit));
        Assert.Equal(DeviceMode.Passive, early.Mode);
        Assert.Equal((stream.Newest, "90"), (late!.LastEntry, $"{late.Settings[0].Value}"));
        Assert.Equal(DeviceMode.Active, late.Mode);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_state_goes_on_from_a_snapshot_where_old_entries_are_deleted()
    {
        var stream = Settings();
        await FillAsync(stream);
        await SnapshotAsync(stream, 5);
        await DeleteAsync(upTo: 4);

        var (known, _) = await Reader.StateAsync(HandMadeStream.Device, HandMadeStream.Begin.AddSeconds(6.5), default);
        var (none, whyNot) = await Reader.StateAsync(
            HandMadeStream.Device, HandMadeStream.Begin.AddSeconds(4.5), default);

        Assert.Equal((6L, "90", null), (known!.LastEntry, $"{known.Settings[0].Value}", known.Mode));
        Assert.Null(none);
        Assert.Contains("Nothing is on record of hall1/oven before 2026-03-01T08:00:05", whyNot);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_older_than_the_oldest_snapshot_is_told_to_be_unknown()
    {
        var stream = Settings();
        await FillAsync(stream);
        await SnapshotAsync(stream, 6);
        await DeleteAsync(upTo: 3);

        var (none, whyNot) = await Reader.StateAsync(
            HandMadeStream.Device, HandMadeStream.Begin.AddSeconds(4.5), default);

        Assert.Null(none);
        Assert.Contains("the state is known from 2026-03-01T08:00:06", whyNot);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_snapshot_of_the_last_entry_is_enough()
    {
        var stream = Settings();
        await FillAsync(stream);
        await SnapshotAsync(stream, stream.Newest);

        var (moment, _) = await Reader.StateAsync(HandMadeStream.Device, stream.Now, default);

        Assert.Equal<(long, DeviceMode?)>((stream.Newest, DeviceMode.Active), (moment!.LastEntry, moment.Mode));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_entry_of_a_newer_version_is_a_line_in_the_report_and_ends_what_is_known_of_the_state()
    {
        await FillAsync(new HandMadeStream().Claimed().Failed().AddUnknown().Completed());

        var report = await Reader.ReportAsync(HandMadeStream.Device, 1, default);
        var (_, whyNot) = await Reader.StateAsync(HandMadeStream.Device, HandMadeStream.Begin.AddMinutes(1), default);

        Assert.Equal("request-teleported.v7", Assert.Single(report!.Others.Items).Kind);
        Assert.StartsWith("Entry 3 (request-teleported.v7) is not known to this version", whyNot);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_snapshot_of_an_entry_of_a_newer_version_tells_no_moment()
    {
        var stream = new HandMadeStream().Claimed().Completed().AddUnknown();
        await FillAsync(stream);
        await SnapshotAsync(stream, 3);

        var (moment, whyNot) = await Reader.StateAsync(HandMadeStream.Device, stream.Now, default);

        Assert.Null(moment);
        Assert.StartsWith("Entry 3 is not known to this version", whyNot);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>A text as the database's bytes, in SQL.</summary>
    protected abstract string Bytes(string text);

    private static HandMadeStream Settings() => new HandMadeStream().Claimed().Completed()
        .Dispatched("w-1", 80).Settled("w-1", Verdict.Confirmed)
        .Dispatched("w-2", 90).Settled("w-2", Verdict.Confirmed)
        .Failed();

    private async Task FillAsync(HandMadeStream stream) => _options = await FillAsync(database, stream);

    private protected async Task<JournalStoreOptions> FillAsync(JournalDatabase database, HandMadeStream stream)
    {
        var options = await database.CreateAsync();
        (await JournalStore.PrepareAsync(options)).Dispose();
        foreach (var page in stream.Entries.Chunk(200))
        {
            var sql = new StringBuilder("INSERT INTO journal (deleted, persistence_id, sequence_number, created, "
                + "message, identifier, manifest) VALUES ");
            sql.AppendJoin(',', page.Select(entry =>
                $"(FALSE, '{Stream}', {entry.Number}, {entry.Written.UtcTicks}, {Bytes(entry.Json)}, 7240, "
                + $"'{entry.Kind}')"));
            await database.ExecuteAsync(options, sql.ToString());
        }

        return options;
    }

    private Task SnapshotAsync(HandMadeStream stream, long upTo)
    {
        var state = stream.Entries.Take((int)upTo).Where(entry => entry.Event is not null)
            .Aggregate(ShadowState.Empty, (known, entry) => known.Apply(entry.Event!));
        var json = JsonSerializer.Serialize(state, UnderstudyJsonContext.Default.ShadowState);
        var created = stream.Entries[(int)upTo - 1].Written.UtcTicks;
        return database.ExecuteAsync(
            _options,
            "INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id) "
                + $"VALUES ('{Stream}', {upTo}, {created}, {Bytes(json)}, 'shadow-state.v1', 7240)");
    }

    private Task PlantAsync()
    {
        var applied = new PlantEvents.PlantApplied(HandMadeStream.Begin, "ann", "plant.yaml", Plant);
        var json = JsonSerializer.Serialize(applied, UnderstudyJsonContext.Default.PlantApplied);
        return database.ExecuteAsync(
            _options,
            "INSERT INTO journal (deleted, persistence_id, sequence_number, created, message, identifier, manifest) "
                + $"VALUES (FALSE, 'plant', 1, {HandMadeStream.Begin.UtcTicks}, {Bytes(json)}, 7240, "
                + "'plant-applied.v1')");
    }

    private Task DeleteAsync(long upTo) => database.ExecuteAsync(
        _options, $"DELETE FROM journal WHERE persistence_id = '{Stream}' AND sequence_number <= {upTo}");
}

public sealed class SqlitePostMortemReaderTests() : PostMortemReaderSpec(new SqliteDatabase())
{
    protected override string Bytes(string text) => $"CAST('{text.Replace("'", "''")}' AS BLOB)";
}

public sealed class PostgreSqlPostMortemReaderTests(PostgresServer server)
    : PostMortemReaderSpec(new PostgreSqlDatabase(server)), IClassFixture<PostgresServer>
{
    [Fact(Timeout = 120_000)]
    public async Task The_command_line_reads_a_database_by_its_address()
    {
        await using var own = PostgresServer.Own();
        await using var database = new PostgreSqlDatabase(own);
        var options = await FillAsync(database, new HandMadeStream().Episode());

        var run = await CommandRun.OfAsync(
            TimeProvider.System, default, "report", "hall1/oven", "--database", options.ConnectionString);

        Assert.Equal("", run.Error);
        Assert.Equal("hall1/oven: failure 1, DriverException", run.Lines[0]);
    }

    protected override string Bytes(string text) => $"convert_to('{text.Replace("'", "''")}', 'UTF8')";
}
