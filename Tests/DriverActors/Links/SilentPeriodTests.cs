using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Links;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.DriverActors.Links;

/// <summary>How seldom a unit that is silent, or half so, is asked, and what it costs the others.</summary>
public sealed class SilentPeriodTests : NeighbourTestBase
{
    [Fact]
    public void The_longer_attempts_hold_the_link_the_rarer_they_become_between_two_bounds() => Gen.Select(
        Gen.Int[1, 3000], Gen.Bool).Sample((heldMs, isCostly) =>
    {
        // Samples run side by side: each has its own clock.
        var time = new FakeTimeProvider();
        var held = TimeSpan.FromMilliseconds(heldMs);
        var units = new SilentUnits(time, isCostly);
        for (var tries = 0; tries < 20; tries++)
        {
            time.Advance(SilentUnits.CostlyPeriodMax);
            Assert.True(units.MayTryAt(Silent) <= time.GetTimestamp());
            units.Tried(Silent);
            units.Ended(Silent, ExchangeEnd.Silent, held, held, held);
        }

        var period = time.GetElapsedTime(time.GetTimestamp(), units.MayTryAt(Silent));
        Assert.InRange(period, SilentUnits.PeriodMax - Tick, SilentUnits.CostlyPeriodMax);
        if (isCostly) Assert.Equal(SilentUnits.CostlyPeriodMax, period);
        else if (period < SilentUnits.CostlyPeriodMax) Assert.True(period + Tick > held * SilentUnits.CostFactor);
    });

    [Fact]
    public async Task A_unit_in_whose_place_its_gateway_answers_takes_a_small_part_of_the_link()
    {
        var gate = Gate();
        var session = Session(gate);
        var waited = TimeSpan.FromMilliseconds(100);
        var read = Read(session, Silent);
        var frame = await NextAsync(Silent);
        Time.Advance(waited);
        frame.AnswerInItsPlace();
        await read;

        var next = Read(session, Silent);
        Time.Advance((waited * SilentUnits.CostFactor) - Tick);
        Assert.Single(session.Waiting);
        Time.Advance(Tick);
        (await NextAsync(Silent)).Answer();
        await next;
        _ = Read(session, Silent);
        await NextAsync(Silent);
    }

    [Fact]
    public async Task A_dead_unit_is_asked_as_seldom_as_its_gateway_took_and_not_as_its_place_was_held()
    {
        var gate = Gate();
        await KnowAsync(gate);
        var session = Session(gate);
        var waited = TimeSpan.FromSeconds(1);
        var attempt = await TryAsync(gate, session);
        Time.Advance(waited);
        attempt.Frame.AnswerInItsPlace();
        await attempt.Reading;

        _ = Read(session, Silent);
        Time.Advance((waited * SilentUnits.CostFactor) - Tick);
        Assert.Single(session.Waiting);
        Time.Advance(Tick);
        await NextAsync(Silent);
    }

    [Fact]
    public async Task A_unit_that_answers_every_other_request_gives_its_place_back_at_each_silence()
    {
        var gate = Gate();
        await KnowAsync(gate);
        for (var i = 0; i < 3; i++)
        {
            var answered = await TryAsync(gate);
            answered.Frame.Answer();
            await answered.Reading;
            var attempt = await TryAsync(gate);

            var other = Read(Session(gate), 1);
            Time.Advance(HoldTime);
            (await NextAsync(1)).Answer();
            await other;

            attempt.Frame.StaySilent();
            await Assert.ThrowsAsync<NoResponseException>(() => attempt.Reading);
            Time.Advance(SilentUnits.PeriodMax);
        }
    }

    [Fact]
    public async Task A_unit_that_answers_for_long_enough_is_trusted_again()
    {
        var gate = Gate();
        await KnowAsync(gate);
        Time.Advance(SilentUnits.ProbationTime);
        var answered = await TryAsync(gate);
        answered.Frame.Answer();
        await answered.Reading;

        await AssertHeldToTheEndAsync(gate, Session(gate));
    }

    [Theory]
    [InlineData(0, 250)]
    [InlineData(2 * AnswerMs, 500)]
    public async Task An_attempt_that_its_caller_ends_is_not_repeated_at_once_and_counts_when_it_took_long(
        int tookMs, int periodMs)
    {
        var gate = Gate();
        await KnowAsync(gate);
        var session = Session(gate);
        using var cut = new CancellationTokenSource();
        var attempt = Read(session, Silent, cut.Token);
        await NextAsync(Silent);
        Time.Advance(TimeSpan.FromMilliseconds(tookMs));
        await cut.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt);

        _ = Read(session, Silent);
        Time.Advance(TimeSpan.FromMilliseconds(periodMs) - Tick);
        Assert.Single(session.Waiting);
        Time.Advance(Tick);
        await NextAsync(Silent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2 * AnswerMs)]
    public async Task A_unit_that_answers_again_is_not_silent_because_its_caller_left_early(int tookMs)
    {
        var gate = Gate();
        await KnowAsync(gate);
        var session = Session(gate);
        var answered = await TryAsync(gate, session);
        answered.Frame.Answer();
        await answered.Reading;
        using var cut = new CancellationTokenSource();
        var left = Read(session, Silent, cut.Token);
        await NextAsync(Silent);
        Time.Advance(TimeSpan.FromMilliseconds(tookMs));
        await cut.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        _ = Read(session, Silent);
        await NextAsync(Silent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_nothing_tells_answers_apart_a_request_whose_caller_left_keeps_its_place_to_its_end(
        bool isAnswered)
    {
        var gate = Gate(Spec with { TransactionId = TransactionIdRule.Ignore });
        var (first, second) = (Session(gate), Session(gate));
        using var cut = new CancellationTokenSource();
        var left = Read(first, 1, cut.Token);
        var frame = await NextAsync(1);
        await cut.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        var waiting = Read(second, 2);
        Assert.Single(second.Waiting);

        if (isAnswered) frame.Answer();
        else frame.StaySilent();

        (await NextAsync(2)).Answer();
        await waiting;
        _ = Read(first, 1);
        Assert.Equal(isAnswered ? 0 : 1, first.Waiting.Count);
    }

    [Fact]
    public async Task A_unit_that_answers_at_times_and_is_absent_at_others_is_asked_as_seldom_as_one_always_absent()
    {
        var gate = Gate();
        var session = Session(gate);
        var waited = TimeSpan.FromSeconds(1);
        for (var i = 0; i < 3; i++)
        {
            var read = Read(session, Silent);
            var frame = await NextAsync(Silent);
            Time.Advance(waited);
            frame.AnswerInItsPlace();
            await read;
            Time.Advance(i == 0 ? SilentUnits.PeriodMax : waited * SilentUnits.CostFactor);
            read = Read(session, Silent);
            (await NextAsync(Silent)).Answer();
            await read;
        }

        var absent = Read(session, Silent);
        var last = await NextAsync(Silent);
        Time.Advance(waited);
        last.AnswerInItsPlace();
        await absent;
        _ = Read(session, Silent);
        Time.Advance((waited * SilentUnits.CostFactor) - Tick);
        Assert.Single(session.Waiting);
    }

    [Fact]
    public async Task A_gateway_that_answers_at_once_in_a_units_place_is_asked_again_at_once()
    {
        var session = Session(Gate());
        for (var i = 0; i < 3; i++)
        {
            var read = Read(session, Silent);
            (await NextAsync(Silent)).AnswerInItsPlace();
            await read;
        }
    }
}
