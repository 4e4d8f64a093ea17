using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;

namespace Understudy.Tests.DriverActors.Links;

public sealed class LinkGateTests : LinkGateTestBase
{
    [Fact]
    public async Task A_request_that_finds_nothing_before_it_is_sent_by_its_own_caller()
    {
        var sending = Read(Session(Gate()));

        Assert.Single(Transport.Frames);
        Transport.Frames.Single().Answer();
        Assert.Equal(ReadFunction, (await sending).Span[0]);
    }

    [Fact]
    public async Task While_the_link_is_down_nothing_is_sent_and_the_failure_says_so()
    {
        var gate = Gate();
        gate.Disconnect("cable pulled");

        var lost = await Assert.ThrowsAsync<LinkLostException>(() => Read(Session(gate)));

        Assert.Equal(("cable pulled", false), (lost.Message, lost.MaySent));
    }

    [Fact]
    public async Task Requests_that_wait_fail_unsent_when_the_link_goes_down()
    {
        var gate = Gate();
        var session = Session(gate);
        var sent = Read(session);
        var waiting = Read(session);

        Transport.Lose("reset by peer");
        gate.Disconnect("reset by peer");

        Assert.True((await Assert.ThrowsAsync<LinkLostException>(() => sent)).MaySent);
        Assert.False((await Assert.ThrowsAsync<LinkLostException>(() => waiting)).MaySent);
    }

    [Fact]
    public async Task Sessions_take_turns()
    {
        var gate = Gate();
        var (first, second, third) = (Session(gate), Session(gate), Session(gate));
        _ = Read(first, 1);
        for (var i = 0; i < 3; i++) _ = Read(first, 1);
        for (var i = 0; i < 2; i++) _ = Read(second, 2);
        _ = Read(third, 3);

        for (var number = 1; number <= 7; number++) (await Frame(number)).Answer();

        Assert.Equal("1 1 2 3 1 2 1", Transport.Units);
    }

    [Fact]
    public async Task No_more_requests_are_under_way_than_the_link_takes()
    {
        var gate = Gate(Spec with { RequestsInFlightMax = 2 });
        var session = Session(gate);
        for (byte unit = 1; unit <= 4; unit++) _ = Read(session, unit);
        Assert.Equal("1 2", Transport.Units);

        (await Frame(2)).Answer();

        await Frame(3);
        Assert.Equal("1 2 3", Transport.Units);
    }

    [Fact]
    public async Task Two_sends_are_the_pace_apart()
    {
        var session = Session(Gate(Spec with { RequestsInFlightMax = 8, Pace = TimeSpan.FromMilliseconds(20) }));
        for (byte unit = 1; unit <= 3; unit++) _ = Read(session, unit);
        Assert.Equal("1", Transport.Units);

        Time.Advance(TimeSpan.FromMilliseconds(19));
        Assert.Equal("1", Transport.Units);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await Frame(2);
        Assert.Equal("1 2", Transport.Units);

        // The gate looks at the clock again some time after the second send, on another thread.
        await Until(() =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(20));
            return Transport.Units == "1 2 3";
        });
    }

    [Fact]
    public async Task One_request_too_many_is_refused()
    {
        var session = Session(Gate());
        for (var i = 0; i < 65; i++) _ = Read(session);

        await AssertRefused(SendRefusal.QueueFull, Read(session));
    }

    [Fact]
    public async Task A_full_session_leaves_room_for_another()
    {
        var gate = Gate();
        var (full, other) = (Session(gate), Session(gate));
        for (var i = 0; i < 65; i++) _ = Read(full);

        _ = Read(other, 9);
        (await Frame(1)).Answer();
        (await Frame(2)).Answer();
        await Frame(3);

        Assert.Equal("1 1 9", Transport.Units);
    }

    [Fact]
    public async Task A_request_cancelled_while_it_waits_is_never_sent()
    {
        var session = Session(Gate());
        using var cancellation = new CancellationTokenSource();
        _ = Read(session, 1);
        var waiting = Read(session, 2, cancellation.Token);
        _ = Read(session, 3);

        await cancellation.CancelAsync();

        await AssertRefused(SendRefusal.SendByPassed, waiting);
        (await Frame(1)).Answer();
        await Frame(2);
        Assert.Equal("1 3", Transport.Units);
    }

    [Fact]
    public async Task What_waits_behind_a_request_that_is_cancelled_goes_at_once()
    {
        var session = Session(Gate());
        var silent = Read(session, 7);
        (await Frame(1)).StaySilent();
        await Assert.ThrowsAsync<NoResponseException>(() => silent);
        using var cancellation = new CancellationTokenSource();
        var waiting = Read(session, 7, cancellation.Token);
        _ = Read(session, 1);
        Assert.Equal("7", Transport.Units);

        await cancellation.CancelAsync();

        await AssertRefused(SendRefusal.SendByPassed, waiting);
        await Frame(2);
        Assert.Equal("7 1", Transport.Units);
    }

    [Fact]
    public async Task A_request_cancelled_before_it_comes_is_never_sent()
    {
        await AssertRefused(SendRefusal.SendByPassed, Read(Session(Gate()), 1, new CancellationToken(canceled: true)));

        Assert.Empty(Transport.Frames);
    }

    [Fact]
    public async Task A_request_cancelled_under_way_gives_its_slot_free()
    {
        var session = Session(Gate());
        using var cancellation = new CancellationTokenSource();
        var cancelled = Read(session, 1, cancellation.Token);
        _ = Read(session, 2);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await Frame(2);
        Assert.Equal("1 2", Transport.Units);
    }
}
