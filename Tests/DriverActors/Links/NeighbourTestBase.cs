using Understudy.DriverActors.Links;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;

namespace Understudy.Tests.DriverActors.Links;

/// <summary>A gate over a fake transport, one silent unit, and others that take their time to answer.</summary>
public abstract class NeighbourTestBase : LinkGateTestBase
{
    internal const byte Silent = 7;

    /// <summary>What the others take to answer.</summary>
    internal const int AnswerMs = 30;

    internal static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(AnswerMs);

    internal static readonly TimeSpan HoldTime = AnswerTime * LinkPlaces.HoldFactor;
    internal static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private int _frames;

    internal new static LinkSession Session(ILinkGate gate, long incarnation = 1) =>
        (LinkSession)LinkGateTestBase.Session(gate, incarnation);

    /// <summary>The slowest of the last answers is known, and the unit as silent.</summary>
    internal async Task KnowAsync(ILinkGate gate)
    {
        var read = Read(Session(gate), 1);
        var frame = await NextAsync(1);
        Time.Advance(AnswerTime);
        frame.Answer();
        await read;
        await SilenceAsync(gate, Silent);
        Time.Advance(SilentUnits.PeriodMin);
    }

    internal Task<ReadOnlyMemory<byte>> WriteAsync(ILinkSession session, byte unit) => session.ExchangeAsync(
        new LinkRequest(unit, new[] { WriteFunction }, TestDevices.Permit(), AnswerTime), CancellationToken.None);

    internal async Task SilenceAsync(ILinkGate gate, byte unit)
    {
        var read = Read(Session(gate), unit);
        (await NextAsync(unit)).StaySilent();
        await Assert.ThrowsAsync<NoResponseException>(() => read);
    }

    internal async Task<(Task Reading, FakeTransport.Written Frame)> TryAsync(
        ILinkGate gate, ILinkSession? session = null)
    {
        var reading = Read(session ?? Session(gate), Silent);
        return (reading, await NextAsync(Silent));
    }

    internal async Task AssertHeldToTheEndAsync(ILinkGate gate, LinkSession session)
    {
        var attempt = await TryAsync(gate);
        var waiting = Read(session, 1);
        Time.Advance(HoldTime * 100);
        Assert.Single(session.Waiting);

        attempt.Frame.StaySilent();
        await Assert.ThrowsAsync<NoResponseException>(() => attempt.Reading);
        (await NextAsync(1)).Answer();
        await waiting;
    }

    internal async Task<FakeTransport.Written> NextAsync(byte? unit)
    {
        var frame = await Frame(++_frames);
        if (unit is { } expected) Assert.Equal(expected, frame.Request.Unit);
        return frame;
    }
}
