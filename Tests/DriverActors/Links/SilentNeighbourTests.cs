using CsCheck;
using Understudy.DriverActors.Links;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.DriverActors.Links;

/// <summary>Units that answer, beside one that does not.</summary>
public sealed class SilentNeighbourTests : NeighbourTestBase
{
    [Fact]
    public async Task The_only_place_is_held_by_an_attempt_for_as_long_as_the_others_would_take_and_no_longer()
    {
        var gate = Gate();
        await KnowAsync(gate);
        var other = Session(gate);
        var attempt = await TryAsync(gate);

        var waiting = Read(other, 1);
        Time.Advance(HoldTime - Tick);
        Assert.Single(other.Waiting);
        Time.Advance(Tick);

        (await NextAsync(1)).Answer();
        await waiting;
        Assert.False(attempt.Reading.IsCompleted);
    }

    [Fact]
    public async Task A_late_answer_to_an_attempt_without_its_place_finds_the_unit_and_is_its_own()
    {
        var gate = Gate();
        await KnowAsync(gate);
        var (other, silent) = (Session(gate), Session(gate));
        var attempt = await TryAsync(gate, silent);
        var past = Read(other, 1);
        Time.Advance(HoldTime);
        var pastFrame = await NextAsync(1);

        attempt.Frame.Answer();
        await attempt.Reading;
        pastFrame.Answer();
        await past;

        // Known as silent no more: it is asked at once.
        var next = Read(silent, Silent);
        (await NextAsync(Silent)).Answer();
        await next;
    }

    [Fact]
    public async Task No_more_than_one_is_sent_past_an_attempt_at_a_time_and_no_second_attempt_at_all()
    {
        var gate = Gate();
        await KnowAsync(gate);
        await SilenceAsync(gate, 8);
        await TryAsync(gate);
        var (first, second, third) = (Session(gate), Session(gate), Session(gate));
        Time.Advance(SilentUnits.PeriodMin);
        _ = Read(third, 8);
        _ = Read(first, 1);
        _ = Read(second, 2);

        await NextAsync(1);
        Assert.Equal((1, 1), (second.Waiting.Count, third.Waiting.Count));
    }

    [Fact]
    public async Task A_change_goes_past_an_attempt_only_after_a_read_did()
    {
        var gate = Gate();
        await KnowAsync(gate);
        var session = Session(gate);
        await TryAsync(gate);
        Time.Advance(HoldTime);
        var writing = Write(session, TestDevices.Permit());
        Assert.Single(session.Waiting);

        var read = Read(Session(gate), 1);
        (await NextAsync(1)).Answer();
        await read;

        (await NextAsync(1)).Answer();
        await writing;
    }

    [Fact]
    public async Task A_read_without_answer_beside_an_attempt_is_sent_again_alone_and_its_unit_is_not_silent()
    {
        var gate = Gate();
        await KnowAsync(gate);
        var session = Session(gate);

        var (read, _) = await LoseOneAsync(gate, session, isAnsweredAlone: true);

        Assert.True(read.IsCompletedSuccessfully);
        _ = Read(session, 1);
        await NextAsync(1);
    }

    [Fact]
    public async Task A_unit_that_gives_no_answer_alone_either_is_silent()
    {
        var gate = Gate();
        await KnowAsync(gate);
        var session = Session(gate);

        await LoseOneAsync(gate, session, isAnsweredAlone: false);

        _ = Read(session, 1);
        Assert.Single(session.Waiting);
    }

    [Fact]
    public async Task A_peer_that_answers_one_at_a_time_only_is_sent_nothing_past_an_attempt_any_more()
    {
        var gate = Gate();
        await KnowAsync(gate);
        var session = Session(gate);
        for (var i = 0; i < OverlapTrust.FailuresMax; i++)
        {
            await LoseOneAsync(gate, session, isAnsweredAlone: true);
            Time.Advance(SilentUnits.CostlyPeriodMax);
        }

        await AssertHeldToTheEndAsync(gate, session);
    }

    [Fact]
    public async Task A_peer_that_ends_two_connections_for_one_past_an_attempt_is_sent_no_other()
    {
        var gate = Gate();
        await KnowAsync(gate);
        var session = Session(gate);
        // The second time shows that the first one refuted nothing.
        for (var i = 0; i < OverlapTrust.LossesMax; i++) await LoseConnectionAsync(gate, session);

        await AssertHeldToTheEndAsync(gate, session);
    }

    [Fact]
    public async Task A_read_that_is_answered_only_after_the_attempt_has_ended_lets_no_change_go_past()
    {
        var gate = Gate();
        await KnowAsync(gate);
        var (attempt, session) = (await TryAsync(gate), Session(gate));
        Time.Advance(HoldTime);
        var past = Read(session, 1);
        var pastFrame = await NextAsync(1);
        attempt.Frame.StaySilent();
        await Assert.ThrowsAsync<NoResponseException>(() => attempt.Reading);
        pastFrame.Answer();
        await past;

        Time.Advance(SilentUnits.PeriodMax);
        attempt = await TryAsync(gate);
        Time.Advance(HoldTime);
        var writing = Write(session, TestDevices.Permit());

        Assert.Single(session.Waiting);
        attempt.Frame.StaySilent();
        (await NextAsync(1)).Answer();
        await writing;
    }

    [Fact]
    public async Task Where_nothing_tells_answers_apart_an_attempt_keeps_the_only_place_to_its_end()
    {
        var gate = Gate(Spec with { TransactionId = TransactionIdRule.Ignore });
        await KnowAsync(gate);
        await AssertHeldToTheEndAsync(gate, Session(gate));
    }

    [Fact]
    public void The_slowest_of_the_last_answers_counts_and_a_slow_one_is_forgotten() =>
        Gen.Int[1, 1000].Array[1, 5 * AnswerTimes.CountMin].Sample(all =>
        {
            var times = new AnswerTimes();
            Assert.Null(times.Slowest);
            foreach (var ms in all) times.Add(TimeSpan.FromMilliseconds(ms));
            var slowest = times.Slowest!.Value.TotalMilliseconds;
            Assert.InRange(
                slowest, all.TakeLast(AnswerTimes.CountMin).Max(), all.TakeLast(2 * AnswerTimes.CountMin).Max());
        });

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Silent_units_never_hold_the_last_of_several_places(int inFlight)
    {
        var gate = Gate(Spec with { RequestsInFlightMax = inFlight });
        for (byte unit = 10; unit < 10 + inFlight; unit++) await SilenceAsync(gate, unit);
        Time.Advance(SilentUnits.PeriodMin);
        var sessions = Enumerable.Range(0, inFlight).Select(_ => Session(gate)).ToList();
        for (byte unit = 0; unit < inFlight; unit++) _ = Read(sessions[unit], (byte)(10 + unit));
        for (var i = 1; i < inFlight; i++) await NextAsync(null);
        Assert.Single(sessions, session => session.Waiting.Count == 1);

        for (var i = 0; i < 10; i++)
        {
            var read = Read(Session(gate), 1);
            (await NextAsync(1)).Answer();
            await read;
        }
    }

    [Fact]
    public async Task An_attempt_gives_way_to_the_others_but_not_for_ever()
    {
        var gate = Gate();
        await KnowAsync(gate);
        var (silent, others) = (Session(gate), Session(gate));
        _ = Read(others, 1);
        var attempt = Read(silent, Silent);
        _ = Read(others, 1);
        (await NextAsync(1)).Answer();
        var second = await NextAsync(1);
        Assert.Single(silent.Waiting);

        _ = Read(others, 1);
        Time.Advance(SilentUnits.GivesWayMax);
        second.Answer();
        await NextAsync(Silent);
        Assert.False(attempt.IsCompleted);
    }

    [Theory]
    [InlineData(1500, "1 1 1 1 7")]
    [InlineData(2500, "1 1 1 7 1")]
    public async Task No_attempt_is_begun_while_a_change_waits_but_not_for_ever(int overdueMs, string order)
    {
        var gate = Gate();
        await KnowAsync(gate);
        var (silent, other, writer) = (Session(gate), Session(gate), Session(gate));
        _ = Read(other, 1);
        var busy = await NextAsync(1);
        _ = Read(silent, Silent);
        const int changes = LinkSchedule.ChangesInRowMax + 1;
        for (var i = 0; i < changes; i++) _ = WriteAsync(writer, 1);
        Time.Advance(TimeSpan.FromMilliseconds(overdueMs));
        Assert.Equal((1, changes), (silent.Waiting.Count, writer.Waiting.Count));

        busy.Answer();

        List<byte> units = [];
        for (var i = 0; i <= changes; i++)
        {
            var next = await NextAsync(null);
            units.Add(next.Request.Unit);
            if (next.Request.Unit == 1) next.Answer();
            else next.StaySilent();
        }

        Assert.Equal(order, string.Join(' ', units));
    }

    [Fact]
    public void A_refutation_is_forgotten_on_a_new_connection_and_after_a_day()
    {
        var trust = new OverlapTrust(Time);
        Refute();
        trust.Reconnected();
        Assert.False(trust.IsRefuted);

        // What was true before is believed at once.
        trust.AnsweredOnlyAlone();
        Assert.True(trust.IsRefuted);
        Time.Advance(OverlapTrust.RefutedTime);
        Assert.False(trust.IsRefuted);

        // A peer that ends connections would end the next one too.
        trust = new OverlapTrust(Time);
        for (var i = 0; i < OverlapTrust.LossesMax; i++) trust.ConnectionLost();
        trust.Reconnected();
        Assert.True(trust.IsRefuted);
        Time.Advance(OverlapTrust.RefutedTime);
        Assert.False(trust.IsRefuted);

        void Refute()
        {
            for (var i = 0; i < OverlapTrust.FailuresMax; i++)
            {
                Assert.False(trust.IsRefuted);
                trust.AnsweredOnlyAlone();
            }

            Assert.True(trust.IsRefuted);
        }
    }

    [Fact]
    public void A_new_connection_may_be_of_another_peer_of_which_nothing_is_proven_and_whose_losses_count()
    {
        var trust = new OverlapTrust(Time);
        trust.Answered();
        Assert.True(trust.Allows(isMutation: true));

        trust.Reconnected();

        Assert.False(trust.Allows(isMutation: true));
        for (var i = 0; i < OverlapTrust.LossesMax; i++) trust.ConnectionLost();
        Assert.True(trust.IsRefuted);
    }

    // A read goes past an attempt and gets no answer; the attempt ends, and the read is sent again.
    private async Task<(Task Read, FakeTransport.Written Again)> LoseOneAsync(
        ILinkGate gate, LinkSession session, bool isAnsweredAlone)
    {
        var attempt = await TryAsync(gate);
        Time.Advance(HoldTime);
        var read = Read(session, 1);
        (await NextAsync(1)).StaySilent();
        await Until(() => session.Waiting.Count == 1);
        Assert.False(read.IsCompleted);
        attempt.Frame.StaySilent();
        await Assert.ThrowsAsync<NoResponseException>(() => attempt.Reading);
        var again = await NextAsync(1);
        if (isAnsweredAlone) again.Answer();
        else again.StaySilent();
        if (isAnsweredAlone) await read;
        else await Assert.ThrowsAsync<NoResponseException>(() => read);
        return (read, again);
    }

    // A read goes past an attempt, and the connection ends; on the next one the unit is known as silent again.
    private async Task LoseConnectionAsync(LinkGate gate, LinkSession session)
    {
        await TryAsync(gate);
        Time.Advance(HoldTime);
        var past = Read(session, 1);
        (await NextAsync(1)).TrySetException(new LinkLostException("closed", maySent: true));
        await Assert.ThrowsAsync<LinkLostException>(() => past);
        gate.Disconnect("closed");
        gate.Connect(Transport, Mute.Enqueue);
        await SilenceAsync(gate, Silent);
        Time.Advance(SilentUnits.PeriodMin);
    }
}
