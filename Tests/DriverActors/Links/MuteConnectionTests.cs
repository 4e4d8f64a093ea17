using Understudy.DriverActors.Links;
using Understudy.Hardware.Drivers;

namespace Understudy.Tests.DriverActors.Links;

public sealed class MuteConnectionTests : LinkGateTestBase
{
    private static readonly TimeSpan SomeTime = LinkConnection.MuteTimeMin / 3;

    private int _frames;

    [Fact]
    public async Task A_connection_on_which_no_unit_answers_for_long_is_to_be_renewed_once()
    {
        var gate = Gate();
        for (byte unit = 1; unit <= 3; unit++) await AskAsync(gate, unit, isAnswered: false, SomeTime);
        Assert.Empty(Mute);
        await AskAsync(gate, 4, isAnswered: false, SomeTime);
        Assert.Equal(["nothing was answered for 30 s"], Mute);
    }

    [Fact]
    public async Task A_connection_on_which_those_fall_silent_that_answered_is_to_be_renewed()
    {
        var gate = Gate();
        await AskAsync(gate, 1, isAnswered: true, SomeTime);
        for (var i = 0; i < 4; i++) await AskAsync(gate, 1, isAnswered: false, SomeTime);
        Assert.Single(Mute);
    }

    [Fact]
    public async Task A_unit_that_was_silent_before_another_answered_never_costs_the_connection()
    {
        var gate = Gate();
        await AskAsync(gate, 2, isAnswered: true, SomeTime);
        await AskAsync(gate, 2, isAnswered: false, SomeTime);
        await AskAsync(gate, 1, isAnswered: true, SomeTime);
        for (var i = 0; i < 40; i++) await AskAsync(gate, 2, isAnswered: false, SomeTime);
        Assert.Empty(Mute);
    }

    [Fact]
    public async Task A_time_without_requests_is_no_silence()
    {
        var gate = Gate();
        for (byte unit = 1; unit <= 9; unit++) await AskAsync(gate, unit, isAnswered: true, TimeSpan.Zero);
        Time.Advance(LinkConnection.MuteTimeMin * 10);
        for (byte unit = 1; unit <= 9; unit++) await AskAsync(gate, unit, isAnswered: false, TimeSpan.Zero);
        Assert.Empty(Mute);
    }

    [Fact]
    public async Task Answers_that_come_too_late_keep_the_connection()
    {
        var gate = Gate();
        for (var i = 0; i < 10; i++)
        {
            await AskAsync(gate, 1, isAnswered: false, SomeTime);
            Transport.FramesReceived++;
        }

        Assert.Empty(Mute);
    }

    [Fact]
    public async Task Renewals_that_change_nothing_become_rare_up_to_a_bound()
    {
        var gate = Gate();
        List<int> waited = [];
        for (var renewals = 1; renewals <= 6; renewals++)
        {
            var began = Time.GetTimestamp();
            while (Mute.Count < renewals) await AskAsync(gate, 1, isAnswered: false, SomeTime);
            // The first silence comes after the first step.
            waited.Add((int)(Time.GetElapsedTime(began) - SomeTime).TotalSeconds);
            gate.Connect(Transport, Mute.Enqueue);
        }

        Assert.Equal([30, 60, 120, 240, 300, 300], waited);
    }

    [Fact]
    public async Task An_answer_makes_the_next_renewal_quick_again()
    {
        var gate = Gate();
        for (var i = 0; i < 4; i++) await AskAsync(gate, 1, isAnswered: false, SomeTime);
        gate.Connect(Transport, Mute.Enqueue);
        await AskAsync(gate, 1, isAnswered: true, SomeTime);
        for (var i = 0; i < 7; i++) await AskAsync(gate, 1, isAnswered: false, SomeTime);
        gate.Connect(Transport, Mute.Enqueue);
        for (var i = 0; i < 4; i++) await AskAsync(gate, 1, isAnswered: false, SomeTime);

        Assert.Equal(3, Mute.Count);
    }

    [Fact]
    public async Task Nothing_is_sent_on_a_connection_that_is_to_be_renewed()
    {
        var gate = Gate();
        for (var i = 0; i < 3; i++) await AskAsync(gate, 1, isAnswered: false, SomeTime);
        var last = Read(Session(gate), 1);
        Time.Advance(SomeTime);
        var frame = await Frame(4);
        var waiting = Write(Session(gate), TestDevices.Permit());

        frame.StaySilent();

        await Assert.ThrowsAsync<NoResponseException>(() => last);
        foreach (var unsent in new[] { waiting, Write(Session(gate), TestDevices.Permit()) })
            Assert.False((await Assert.ThrowsAsync<LinkLostException>(() => unsent)).MaySent);
        Assert.Equal(4, Transport.Frames.Count);
    }

    [Fact]
    public async Task A_silent_unit_waits_out_its_period_on_the_renewed_connection_too()
    {
        var gate = Gate();
        for (var i = 0; i < 4; i++) await AskAsync(gate, 1, isAnswered: false, SomeTime);
        gate.Connect(Transport, Mute.Enqueue);

        _ = Read(Session(gate), 1);

        Assert.Equal(4, Transport.Frames.Count);
    }

    [Fact]
    public async Task One_unit_that_answers_keeps_the_connection()
    {
        var gate = Gate();
        for (var round = 0; round < 5; round++)
        {
            await AskAsync(gate, 1, isAnswered: false, SomeTime);
            await AskAsync(gate, 2, isAnswered: false, SomeTime);
            await AskAsync(gate, 3, isAnswered: true, SomeTime);
        }

        Assert.Empty(Mute);
    }

    [Fact]
    public async Task Few_requests_prove_nothing_however_long_they_wait()
    {
        var gate = Gate();
        for (byte unit = 1; unit < LinkConnection.MuteRequestsMin; unit++)
            await AskAsync(gate, unit, isAnswered: false, LinkConnection.MuteTimeMin);
        Assert.Empty(Mute);
    }

    [Fact]
    public async Task Many_requests_prove_nothing_within_a_short_time()
    {
        var gate = Gate();
        for (byte unit = 1; unit < 100; unit++) await AskAsync(gate, unit, isAnswered: false, TimeSpan.Zero);
        Assert.Empty(Mute);
    }

    private async Task AskAsync(ILinkGate gate, byte unit, bool isAnswered, TimeSpan after)
    {
        var read = Read(Session(gate), unit);
        Time.Advance(after);
        var frame = await Frame(++_frames);
        if (isAnswered) frame.Answer();
        else frame.StaySilent();
        if (isAnswered) await read;
        else await Assert.ThrowsAsync<NoResponseException>(() => read);
    }
}
