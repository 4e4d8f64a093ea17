using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>A node, a real Modbus server and clients at work, while something fails.</summary>
[Collection(AloneCollection.Name)]
public sealed class FailureUnderLoadTests : IAsyncLifetime
{
    private const int Limit = 77;
    private const int Output = 42;
    private static readonly TimeSpan LongOutage = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan PowerOff = TimeSpan.FromSeconds(2);

    private PymodbusServer _server = null!;
    private NodeUnderTest _node = null!;
    private ClientLoad _load = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await PymodbusServer.StartAsync();
        _node = await NodeUnderTest.StartAsync(OvenPlant.Text(_server.Port));
        await _node.Client.UntilServedAsync();
        Assert.Equal("Confirmed", (await _node.Client.WriteAsync("limit", Limit)).Verdict);
        Assert.Equal("Confirmed", (await _node.Client.WriteAsync("out", Output)).Verdict);
        _load = new ClientLoad(_node.Client);
        await _load.UntilWellAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _load.DisposeAsync();
        await _node.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_driver_that_throws_costs_no_client_an_error()
    {
        await _node.Client.FaultAsync("Throw");
        var journal = await RecoveredAsync();

        Story.AssertReadersWereServedHonestly(_load, outage: null);
        Story.AssertEveryWriteHasOneVerdict(_load, journal, outage: null);
        Assert.All(_load.Writes, write => Assert.True(write.Verdict == "Confirmed", $"{write}"));
        TellsOf(journal, "fault-injected Throw", "driver-failed DriverException");
        await ServerHoldsAsync(journal, Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_driver_that_hangs_costs_no_client_an_error()
    {
        await _node.Client.FaultAsync("Hang");
        var journal = await RecoveredAsync();

        Story.AssertReadersWereServedHonestly(_load, outage: null);
        Story.AssertEveryWriteHasOneVerdict(_load, journal, outage: null);
        TellsOf(journal, "fault-injected Hang", "driver-failed Hang");
        await ServerHoldsAsync(journal, Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_stands_still_is_seen_as_Bad_and_comes_back()
    {
        var from = DateTimeOffset.UtcNow;
        _server.Hang();
        await Task.Delay(LongOutage);
        var outage = new Outage(from, DateTimeOffset.UtcNow);
        _server.Continue();
        var journal = await RecoveredAsync();

        Story.AssertReadersWereServedHonestly(_load, outage);
        Story.AssertReadersSawBad(_load, outage);
        Story.AssertEveryWriteHasOneVerdict(_load, journal, outage);
        TellsOf(journal, "driver-failed NoResponse");
        await ServerHoldsAsync(journal, Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_killed_server_that_comes_back_at_its_defaults_gets_its_settings_and_no_output()
    {
        var from = DateTimeOffset.UtcNow;
        await _server.KillAsync();
        var hasty = _node.Client.WriteAsync("sp", 999, "500ms");
        await Task.Delay(PowerOff);
        var outage = new Outage(from, DateTimeOffset.UtcNow);
        await _server.RestartAsync();
        var journal = await RecoveredAsync();

        Assert.Equal("NotExecuted", (await hasty).Verdict);
        Story.AssertReadersWereServedHonestly(_load, outage);
        Story.AssertReadersSawBad(_load, outage);
        Story.AssertEveryWriteHasOneVerdict(_load, journal, outage);
        TellsOf(journal, "driver-failed LinkLost");
        Assert.Contains(journal, line => line.Kind == "transfer-planned");
        await ServerHoldsAsync(journal, expectedOutput: 0);
    }

    private static void TellsOf(List<JournalLine> journal, params string[] failure) => Story.AssertTells(
        journal,
        [
            "claimed", "recovery-completed", .. failure, "stage-completed Stop", "driver-opened",
            "stage-completed Reinitialise", "settings-transferred", "stage-completed Transfer", "recovery-completed",
            "request-dispatched", "request-settled",
        ]);

    private async Task<List<JournalLine>> RecoveredAsync()
    {
        await _node.Client.UntilServedAsync(incarnationMin: 2);
        await _load.UntilWellAsync();
        await _load.StopAsync();
        var last = _load.Reads.OrderBy(read => read.Answered).Last().Request;
        var journal = new List<JournalLine>();
        await NodeClient.UntilAsync(
            async () =>
            {
                journal = await _node.Client.JournalAsync();
                return journal.Any(line =>
                    line.Kind == "answers-recorded"
                    && line.Event.GetRawText().Contains(last!, StringComparison.Ordinal));
            },
            "the last answer is on record");
        Story.AssertEachAnswerIsOnRecord(_load, journal);
        return journal;
    }

    /// <summary>Asked with a client that is not ours.</summary>
    private async Task ServerHoldsAsync(List<JournalLine> journal, int expectedOutput)
    {
        var held = await Mbpoll.ReadAsync(_server.Port, OvenPlant.Unit, "4", OvenPlant.SetpointRegister, 3);
        Assert.Equal(
            [$"{Story.LastConfirmed(journal, "sp")}", $"{expectedOutput}", $"{Limit}"],
            held);
    }
}
