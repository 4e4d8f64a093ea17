using CsCheck;
using Understudy.DriverActors.Links;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.DriverActors.Links;

/// <summary>Devices that take less of their link than it allows.</summary>
public sealed class LinkShareTests : LinkGateTestBase
{
    private const byte Slow = 7;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_unit_has_no_more_under_way_than_its_share_while_another_uses_the_rest()
    {
        var gate = Gate(Spec with { RequestsInFlightMax = 3 });
        var (slow, other) = (Session(gate, new LinkShare(1, TimeSpan.Zero)), Session(gate));
        for (var i = 0; i < 3; i++) _ = Read(slow, Slow);
        for (var i = 0; i < 2; i++) _ = Read(other, 1);
        await Frame(3);
        Assert.Equal("7 1 1", Transport.Units);

        (await Frame(1)).Answer();

        await Frame(4);
        Assert.Equal("7 1 1 7", Transport.Units);
    }

    [Fact]
    public async Task Two_sends_to_a_unit_are_its_pace_apart_and_another_is_sent_to_meanwhile()
    {
        var gate = Gate();
        var (slow, other) = ((LinkSession)Session(gate, new LinkShare(null, Pace)), Session(gate));
        await AnswerAsync(Read(slow, Slow), 1);
        var waiting = Read(slow, Slow);
        for (var number = 2; number <= 5; number++) await AnswerAsync(Read(other, 1), number);
        Assert.Single(slow.Waiting);

        Time.Advance(Pace - TimeSpan.FromMilliseconds(1));
        Assert.Single(slow.Waiting);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(slow.Waiting);

        await AnswerAsync(waiting, 6);
        Assert.Equal("7 1 1 1 1 7", Transport.Units);
    }

    [Fact]
    public async Task A_new_session_of_a_unit_keeps_the_distance_to_the_last_send_of_the_old_one()
    {
        var gate = Gate();
        var share = new LinkShare(null, Pace);
        var old = Session(gate, share);
        await AnswerAsync(Read(old, Slow), 1);
        old.Revoke();

        var session = (LinkSession)Session(gate, share);
        var next = Read(session, Slow);

        Time.Advance(Pace - TimeSpan.FromMilliseconds(1));
        Assert.Single(session.Waiting);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(session.Waiting);
        await AnswerAsync(next, 2);
    }

    [Fact]
    public async Task A_mutation_is_sent_before_the_reads_of_its_session_that_wait()
    {
        var session = Session(Gate(), new LinkShare(null, Pace));
        await AnswerAsync(Read(session), 1);
        for (var i = 0; i < 3; i++) _ = Read(session);
        var writing = Write(session, TestDevices.Permit());

        Time.Advance(Pace);

        Assert.Equal(WriteFunction, (await Frame(2)).Request.Payload.Span[0]);
        await AnswerAsync(writing, 2);
    }

    [Fact]
    public async Task A_share_above_the_link_changes_nothing()
    {
        var gate = Gate(Spec with { RequestsInFlightMax = 2, Pace = Pace });
        var session = (LinkSession)Session(gate, new LinkShare(16, TimeSpan.FromMilliseconds(1)));
        Assert.Equal(2, session.RequestsInFlightMax);
        for (var i = 0; i < 3; i++) _ = Read(session, Slow);

        // Whose turn comes no longer waits, on whatever thread it is sent then.
        Time.Advance(Pace - TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, session.Waiting.Count);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Single(session.Waiting);
        await Frame(2);
        Time.Advance(Pace * 2);
        Assert.Single(session.Waiting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_refused_was_not_sent_and_the_next_waits_no_pace_for_it(bool isOfLink)
    {
        var gate = Gate(isOfLink ? Spec with { Pace = Pace } : Spec);
        var session = Session(gate, isOfLink ? LinkShare.Whole : new LinkShare(null, Pace));
        await AssertRefused(SendRefusal.NoPermit, Write(session, permit: null));
        await AnswerAsync(Read(session), 1);
    }

    [Fact]
    public async Task A_device_that_waits_for_its_pace_keeps_no_other_from_sending_at_once()
    {
        var gate = Gate();
        var (slow, other) = ((LinkSession)Session(gate, new LinkShare(null, Pace)), Session(gate));
        await AnswerAsync(Read(slow, Slow), 1);
        _ = Read(slow, Slow);
        Assert.Single(slow.Waiting);

        _ = Read(other, 1);

        // By its own caller: nothing was waited for.
        Assert.Equal("7 1", Transport.Units);
    }

    [Fact]
    public async Task Whose_pace_is_over_goes_before_one_that_comes_later()
    {
        var gate = Gate(Spec with { Pace = Pace });
        var (slow, other) = ((LinkSession)Session(gate, new LinkShare(null, Pace * 2)), (LinkSession)Session(gate));
        await AnswerAsync(Read(slow, Slow), 1);
        _ = Read(slow, Slow);
        Time.Advance(Pace * 2);
        Assert.Empty(slow.Waiting);

        _ = Read(other, 1);

        Assert.Single(other.Waiting);
    }

    [Fact]
    public async Task A_request_that_was_refused_or_cancelled_gives_its_share_free()
    {
        var session = Session(Gate(Spec with { RequestsInFlightMax = 2 }), new LinkShare(1, TimeSpan.Zero));
        await AssertRefused(SendRefusal.NoPermit, Write(session, permit: null));
        using var cancelled = new CancellationTokenSource();
        var given = Read(session, 1, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        await AnswerAsync(Read(session), 2);
    }

    [Fact]
    public void Whatever_comes_each_unit_keeps_to_its_share_and_is_held_back_by_nothing_else() => Gen.Select(
        Gen.Int[1, 3],
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 5]).Array[3],
        Gen.Int[0, 3].Array[1, 60],
        Gen.Int[0, 4].Select(one => one == 0).Array[1, 60]).Sample((inFlight, shares, steps, refused) =>
    {
        var sends = 0;
        var shared = new UnitShares();
        var link = Spec with { RequestsInFlightMax = inFlight };
        UnitShare[] limits =
        [
            .. shares.Select(share => UnitShare.Of(
                new LinkShare(share.Item1, TimeSpan.FromMilliseconds(share.Item2)), link, Time)),
        ];
        var (underWay, lastSent) = (new int[3], new long?[3]);
        long now = 1;
        foreach (var step in steps)
        {
            if (step == 3)
            {
                now += TimeSpan.TicksPerMillisecond;
                for (byte unit = 0; unit < 3; unit++)
                    for (; underWay[unit] > 0; underWay[unit]--)
                        shared.Ended(unit, limits[unit]);
                continue;
            }

            var may = shared.MaySendAt((byte)step, limits[step]) <= now && underWay.Sum() < inFlight;
            if (!may)
            {
                var isPaced = lastSent[step] + limits[step].PaceTicks > now;
                Assert.True(
                    isPaced || underWay[step] == limits[step].RequestsInFlightMax || underWay.Sum() == inFlight);
                continue;
            }

            shared.Begun((byte)step, limits[step]);
            Assert.True(++underWay[step] <= limits[step].RequestsInFlightMax);
            Assert.True(lastSent[step] is not { } last || now - last >= limits[step].PaceTicks);
            // One of five is refused at the last moment: it was not sent, and is not paced by.
            var isRefused = refused[sends++ % refused.Length];
            shared.Sent((byte)step, limits[step], isRefused ? null : now);
            if (!isRefused) lastSent[step] = now;
        }
    });

    private static IRevocableLinkSession Session(ILinkGate gate, LinkShare share) =>
        gate.OpenSession(TestDevices.Id(), new Incarnation(1), share);

    private async Task AnswerAsync(Task reading, int frame)
    {
        (await Frame(frame)).Answer();
        await reading;
    }
}
