using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;
using Understudy.Tests.ShadowActors.Journal;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>What an operator learns of a device that keeps to no protocol, and how it is lived with.</summary>
[Collection(AloneCollection.Name)]
public sealed class WireFaultTests
{
    [Theory]
    [InlineData(ReplyId.Next, "1 more than asked", true)]
    [InlineData(ReplyId.Swapped, "the two bytes of the id are swapped", false)]
    public async Task Ids_that_no_request_had_are_told_by_the_device_and_its_journal(
        ReplyId id, string diagnosis, bool settingHelps)
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(await database.CreateAsync());
        gateway.Simulator.Set(null, new SimulatorFault.WrongId(id));

        Assert.False(await gateway.ReadAsync());
        await Probe.UntilAsync(async () => Tells((await gateway.StatusAsync())?.LastError));
        await Probe.UntilAsync(async () => (await gateway.JournalAsync("driver-failed")).Any(Tells));

        gateway.Simulator.ClearAll();
        await gateway.ServesAsync();

        bool Tells(string? text) => text is not null
            && text.Contains(diagnosis, StringComparison.Ordinal)
            && text.Contains("transactionId: ignore", StringComparison.Ordinal) == settingHelps;
    }

    [Fact]
    public async Task With_ids_ignored_a_bridge_that_answers_with_the_next_id_serves_reads_and_writes()
    {
        await using var database = new SqliteDatabase();
        await using var gateway = await RealGateway.StartAsync(
            await database.CreateAsync(),
            link => link with { RequestsInFlightMax = 1, TransactionId = TransactionIdRule.Ignore });
        gateway.Simulator.Set(null, new SimulatorFault.WrongId(ReplyId.Next));

        Assert.Equal(Verdict.Confirmed, await gateway.VerdictAsync("level", 5));
        for (var i = 0; i < 20; i++) Assert.True(await gateway.ReadAsync());
        Assert.Null((await gateway.StatusAsync())!.LastError);
    }
}
