using Understudy.DriverActors.Links;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.DriverActors.Links;

public sealed class SilentUnitTests : LinkGateTestBase
{
    [Fact]
    public async Task A_silent_unit_waits_while_another_is_served()
    {
        var gate = Gate();
        var (silent, other) = (Session(gate), Session(gate));
        await Silence(silent, 1);

        var waiting = Read(silent, 7);
        for (var number = 2; number <= 5; number++)
        {
            var read = Read(other, 1);
            (await Frame(number)).Answer();
            await read;
        }

        Assert.Equal("7 1 1 1 1", Transport.Units);
        Assert.False(waiting.IsCompleted);
    }

    [Theory]
    [InlineData(TransactionIdRule.Match, 5000)]
    [InlineData(TransactionIdRule.Ignore, 30_000)]
    public async Task A_silent_unit_is_tried_once_per_period_and_the_period_doubles_up_to_its_bound(
        TransactionIdRule rule, int boundMs)
    {
        var gate = Gate(Spec with { TransactionId = rule });
        var (session, other) = ((LinkSession)Session(gate), Session(gate));
        await Silence(session, 1);
        var periodMs = 250;
        for (var number = 2; number <= 20; number += 2)
        {
            // While another unit answers, the connection is no mute one.
            var answered = Read(other, 1);
            (await Frame(number)).Answer();
            await answered;
            var read = Read(session, 7);
            Time.Advance(TimeSpan.FromMilliseconds(periodMs - 1));
            Assert.Single(session.Waiting);
            Time.Advance(TimeSpan.FromMilliseconds(2));
            (await Frame(number + 1)).StaySilent();
            await Assert.ThrowsAsync<NoResponseException>(() => read);
            periodMs = Math.Min(periodMs * 2, boundMs);
        }
    }

    [Fact]
    public async Task A_unit_that_answers_again_is_served_at_once()
    {
        var session = Session(Gate());
        await Silence(session, 1);
        var read = Read(session, 7);
        Time.Advance(TimeSpan.FromMilliseconds(250));
        (await Frame(2)).Answer();
        await read;

        _ = Read(session, 7);

        Assert.Equal(3, Transport.Frames.Count);
    }

    [Theory]
    [InlineData(TransactionIdRule.Match, "7 7")]
    [InlineData(TransactionIdRule.Ignore, "7")]
    public async Task A_new_connection_gives_a_silent_unit_a_new_chance_unless_its_silence_ended_the_last_one(
        TransactionIdRule rule, string units)
    {
        var gate = Gate(Spec with { TransactionId = rule });
        var session = Session(gate);
        await Silence(session, 1);
        gate.Disconnect("lost");
        gate.Connect(Transport, Mute.Enqueue);

        _ = Read(session, 7);

        Assert.Equal(units, Transport.Units);
    }

    private async Task Silence(Understudy.Hardware.Links.ILinkSession session, int frame)
    {
        var read = Read(session, 7);
        (await Frame(frame)).StaySilent();
        await Assert.ThrowsAsync<NoResponseException>(() => read);
    }
}
