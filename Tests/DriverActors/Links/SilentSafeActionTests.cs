using Understudy.DriverActors.Links;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.DriverActors.Links;

/// <summary>Safe actions to a unit that is silent, and the openings that they wait for.</summary>
public sealed class SilentSafeActionTests : NeighbourTestBase
{
    [Fact]
    public async Task A_safe_action_is_sent_at_once_though_the_units_next_try_is_not_due()
    {
        var gate = Gate();
        await KnowAsync(gate);
        await SilenceAsync(gate, Silent);
        var session = Session(gate);
        _ = WriteAsync(session, isSafe: false);
        Assert.Single(session.Waiting);

        var stopping = WriteAsync(session, isSafe: true);

        (await NextAsync(Silent)).Answer();
        await stopping;
    }

    [Fact]
    public async Task It_has_the_last_place_beside_an_attempt_that_holds_the_other()
    {
        var gate = Gate(Spec with { RequestsInFlightMax = 2 });
        await KnowAsync(gate);
        await TryAsync(gate);
        var session = Session(gate);
        _ = Read(session, Silent);
        Assert.Single(session.Waiting);

        var stopping = WriteAsync(Session(gate), isSafe: true);

        (await NextAsync(Silent)).Answer();
        await stopping;
    }

    [Fact]
    public async Task Where_there_is_one_place_it_passes_an_attempt_only_as_any_change_may()
    {
        var gate = Gate();
        await KnowAsync(gate);
        var attempt = await TryAsync(gate);
        Time.Advance(HoldTime);
        var session = Session(gate);
        var stopping = WriteAsync(session, isSafe: true);
        Assert.Single(session.Waiting);

        // A read that is answered meanwhile proves that the peer takes two requests.
        var read = Read(Session(gate), 1);
        (await NextAsync(1)).Answer();
        await read;

        var frame = await NextAsync(Silent);
        attempt.Frame.StaySilent();
        await Assert.ThrowsAsync<NoResponseException>(() => attempt.Reading);
        frame.Answer();
        await stopping;
        var other = Read(Session(gate), 1);
        (await NextAsync(1)).Answer();
        await other;
    }

    [Fact]
    public async Task Safe_actions_of_a_session_go_before_its_other_changes_in_their_order()
    {
        var gate = Gate();
        var blocking = Read(Session(gate), 1);
        var frame = await NextAsync(1);
        var session = Session(gate);
        _ = WriteAsync(session, isSafe: false, payload: 10);
        _ = WriteAsync(session, isSafe: true, payload: 11);
        _ = WriteAsync(session, isSafe: true, payload: 12);
        _ = Read(session, 1);
        frame.Answer();
        await blocking;

        foreach (var payload in (byte[])[11, 12, 10, ReadFunction])
        {
            var next = await NextAsync(null);
            Assert.Equal(payload, next.Request.Payload.Span[^1]);
            next.Answer();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_request_of_a_hurried_session_is_tried_at_once(bool waitsAlready)
    {
        var gate = Gate();
        await KnowAsync(gate);
        await SilenceAsync(gate, Silent);
        var session = Session(gate);
        if (!waitsAlready) session.Hurry();
        var first = Read(session, Silent);
        if (waitsAlready)
        {
            Assert.Single(session.Waiting);
            session.Hurry();
        }

        (await NextAsync(Silent)).StaySilent();
        await Assert.ThrowsAsync<NoResponseException>(() => first);

        _ = Read(session, Silent);
        Assert.Single(session.Waiting);
    }

    private static Task<ReadOnlyMemory<byte>> WriteAsync(ILinkSession session, bool isSafe, byte payload = 0) =>
        session.ExchangeAsync(
            new LinkRequest(
                Silent, new[] { WriteFunction, payload }, TestDevices.Permit() with { IsSafe = isSafe },
                LinkSpec.DefaultResponseTime),
            CancellationToken.None);
}
