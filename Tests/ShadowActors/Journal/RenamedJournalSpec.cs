using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.Renaming;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Tests.Peers;
using Understudy.Tests.Supervisor.Plant;
using static Understudy.ShadowActors.Journal.JournalMessages;

namespace Understudy.Tests.ShadowActors.Journal;

/// <summary>What a renamed device's journal must do on every database.</summary>
public abstract class RenamedJournalSpec(JournalDatabase database) : IAsyncDisposable
{
    private static readonly DeviceId Former = DeviceId.Parse("g/a");
    private static readonly DeviceId Now = DeviceId.Parse("g/b");

    [Fact(Timeout = 60_000)]
    public async Task It_goes_on_under_the_new_id_and_who_still_writes_under_the_former_one_is_fenced()
    {
        var options = await PreparedAsync();
        await using var before = await JournalNode.StartAsync(options);
        var old = before.Open(Former.ToString());
        await old.RecoveredAsync();
        await old.AppendAsync(1);
        var names = await RenamedAsync(options);

        await using var after = await JournalNode.StartAsync(options);
        var renamed = after.Open(names.Of(Now));
        var recovered = await renamed.RecoveredAsync();
        var claimed = await renamed.AppendAsync(2);
        old.Send(3, JournalOwner.Dispatched(3));
        var failed = await old.ExpectAsync<AppendFailed>();
        var seen = await old.RecoveredAsync();

        Assert.Equal((1, 2), (recovered.Sequence, claimed.Sequence));
        Assert.True(failed.InDoubt);
        Assert.Equal(2, seen.Sequence);
        Assert.Contains("request-2", seen.State.Requests.Keys);
    }

    [Fact(Timeout = 60_000)]
    public async Task It_is_read_by_the_new_id_and_not_by_the_former_one()
    {
        var options = await PreparedAsync();
        await using (var node = await JournalNode.StartAsync(options))
        {
            var owner = node.Open(Former.ToString());
            await owner.RecoveredAsync();
            await owner.AppendAsync(1);
        }

        var names = await RenamedAsync(options);
        var reader = new RenamedJournalReader(new SqlJournalReader(options), _ => ValueTask.FromResult(names));

        Assert.Single(await reader.ReadAsync(new JournalQuery(JournalStreams.IdOf(Now))));
        Assert.Equal(1, await reader.HighestSequenceAsync(JournalStreams.IdOf(Now)));
        Assert.Empty(await reader.ReadAsync(new JournalQuery(JournalStreams.IdOf(Former))));
        Assert.Equal(0, await reader.HighestSequenceAsync(JournalStreams.IdOf(Former)));
        Assert.Empty(await reader.SnapshotsAsync(JournalStreams.IdOf(Former)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Two_journals_for_one_device_are_found_out_and_left_as_they_are()
    {
        var options = await PreparedAsync();
        await using (var node = await JournalNode.StartAsync(options))
            foreach (var device in (DeviceId[])[Former, Now])
            {
                var owner = node.Open(device.ToString());
                await owner.RecoveredAsync();
                await owner.AppendAsync(1);
            }

        var names = await RenamedAsync(options);

        Assert.NotNull(names.Applied(Plant("b: {was: a, profile: p, unit: 1}")).Gateways[0].Devices[0].NotRun);
        Assert.Equal(1, await new SqlJournalReader(options).HighestSequenceAsync(JournalStreams.IdOf(Former)));
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>As a node that was started with the renamed plant only finds it.</summary>
    private static Task<JournalNames> RenamedAsync(JournalStoreOptions options)
    {
        var reader = new SqlJournalReader(options);
        return JournalNaming.NextAsync(
            JournalNames.Empty, PlantSpec.Empty, Plant("b: {was: a, profile: p, unit: 1}"),
            async stream => await reader.HighestSequenceAsync(stream) > 0);
    }

    private static PlantSpec Plant(string device) =>
        Given.Plant(Given.Gateways($"g: {{link: {{modbusTcp: h}}, devices: {{{device}}}}}"));

    private async Task<JournalStoreOptions> PreparedAsync()
    {
        var options = await database.CreateAsync();
        (await JournalStore.PrepareAsync(options)).Dispose();
        return options;
    }
}

public sealed class SqliteRenamedJournalTests() : RenamedJournalSpec(new SqliteDatabase());

public sealed class PostgreSqlRenamedJournalTests(PostgresServer server)
    : RenamedJournalSpec(new PostgreSqlDatabase(server)), IClassFixture<PostgresServer>;
