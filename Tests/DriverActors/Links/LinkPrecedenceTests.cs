using Understudy.DriverActors.Links;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;

namespace Understudy.Tests.DriverActors.Links;

/// <summary>Who goes first of the devices of one line.</summary>
public sealed class LinkPrecedenceTests : NeighbourTestBase
{
    [Fact]
    public async Task A_safe_action_goes_before_other_devices_changes_and_these_before_reads()
    {
        var busy = await BusyAsync();
        Read(2);
        Change(3);
        Change(4, isSafe: true);
        Read(5);
        Change(6);

        Assert.Equal("4 3 6 2 5", await OrderAsync(busy, 5));
    }

    [Fact]
    public async Task However_many_changes_wait_reads_have_their_turns()
    {
        var busy = await BusyAsync();
        for (byte unit = 10; unit < 12; unit++) Read(unit);
        for (byte unit = 20; unit < 29; unit++) Change(unit);

        Assert.Equal(
            (LinkSchedule.ChangesInRowMax, "20 21 22 10 23 24 25 11 26 27 28"), (3, await OrderAsync(busy, 11)));
    }

    [Fact]
    public void Where_sends_have_a_pace_reads_have_their_turns_too()
    {
        var spec = Spec with { Pace = TimeSpan.FromMilliseconds(10) };
        var schedule = new LinkSchedule(spec, Time);
        var places = schedule.Connected(isRenewal: false);
        var connection = new LinkConnection(Transport, places, _ => { }, TimeSpan.FromMinutes(1), Time);
        Dictionary<byte, LinkSession> sessions = [];
        foreach (var unit in (byte[])[10, 20, 21, 22, 23])
        {
            sessions[unit] = Session(Line);
            var ask = new LinkAsk(unit, IsMutation: unit >= 20, IsSafe: false, IsAgain: false);
            schedule.Enqueue(sessions[unit], new LinkTurn(ask));
        }

        List<byte> order = [];
        while (schedule.IsAnyWaiting)
        {
            var (turn, place) = schedule.Next(connection, Time.GetTimestamp(), out _)!.Value;
            var (now, unit) = (Time.GetTimestamp(), turn.Ask.Unit);
            order.Add(unit);
            schedule.Sent(sessions[unit], unit, now);
            schedule.Ended(place, sessions[unit], unit, ExchangeEnd.Answered, isLost: false, isAgain: false, now);
            Assert.Null(schedule.Next(connection, now, out _));
            Time.Advance(spec.Pace);
        }

        Assert.Equal([20, 21, 22, 10, 23], order);
    }

    [Fact]
    public async Task However_many_safe_actions_wait_reads_have_their_turns()
    {
        var busy = await BusyAsync();
        Read(10);
        for (byte unit = 20; unit < 30; unit++) Change(unit, isSafe: true);

        Assert.Equal(
            (LinkSchedule.SafeInRowMax, "20 21 22 23 24 25 26 27 10 28 29"), (8, await OrderAsync(busy, 11)));
    }

    [Fact]
    public async Task Devices_that_change_again_and_again_take_turns()
    {
        var busy = await BusyAsync();
        var first = Session(Line);
        var second = Session(Line);
        for (var i = 0; i < 3; i++)
        {
            Change(1, session: first);
            Change(2, session: second);
        }

        Assert.Equal("1 2 1 2 1 2", await OrderAsync(busy, 6));
    }

    private LinkGate? _line;

    private LinkGate Line => _line ??= Gate();

    private async Task<FakeTransport.Written> BusyAsync()
    {
        Read(1);
        return await NextAsync(1);
    }

    private void Read(byte unit) => _ = Read(Session(Line), unit);

    private void Change(byte unit, bool isSafe = false, ILinkSession? session = null) =>
        _ = (session ?? Session(Line)).ExchangeAsync(
            new LinkRequest(
                unit, new[] { WriteFunction }, TestDevices.Permit() with { IsSafe = isSafe }, AnswerTime),
            CancellationToken.None);

    private async Task<string> OrderAsync(FakeTransport.Written busy, int count)
    {
        List<byte> units = [];
        busy.Answer();
        for (var i = 0; i < count; i++)
        {
            var next = await NextAsync(null);
            units.Add(next.Request.Unit);
            next.Answer();
        }

        return string.Join(' ', units);
    }
}
