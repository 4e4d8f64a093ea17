using Understudy.DriverActors.Links;
using Understudy.Hardware.Drivers;

namespace Understudy.Tests.DriverActors.Links;

public sealed class MuteConnectionTests : LinkGateTestBase
{
    private static readonly TimeSpan SomeTime = LinkConnection.MuteTimeMax / 3;

    private int _frames;

    [Fact]
    public async Task A_connection_on_which_no_unit_answers_for_long_is_to_be_renewed_once()
    {
        var gate = Gate();
        for (byte unit = 1; unit <= 3; unit++) await AskAsync(gate, unit, isAnswered: false, SomeTime);
        Assert.Empty(Mute);
        for (byte unit = 4; unit <= 6; unit++) await AskAsync(gate, unit, isAnswered: false, SomeTime);
        Assert.Equal(["nothing was answered for 30 s"], Mute);
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
            await AskAsync(gate, unit, isAnswered: false, LinkConnection.MuteTimeMax);
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
