using Understudy.DriverActors.Links;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;

namespace Understudy.Tests.DriverActors.Links;

public sealed class LinkRevocationTests : LinkGateTestBase
{
    [Fact]
    public async Task A_revoked_session_is_refused()
    {
        var session = Session(Gate());

        session.Revoke();
        session.Revoke();

        await AssertRefused(SendRefusal.SessionRevoked, Read(session));
        Assert.Empty(Transport.Frames);
    }

    [Fact]
    public async Task What_waits_is_refused_when_its_session_is_revoked()
    {
        var gate = Gate();
        var (revoked, other) = (Session(gate), Session(gate));
        _ = Read(revoked, 1);
        var waiting = Read(revoked, 1);
        _ = Read(other, 2);

        revoked.Revoke();

        await AssertRefused(SendRefusal.SessionRevoked, waiting);
        (await Frame(1)).Answer();
        await Frame(2);
        Assert.Equal("1 2", Transport.Units);
    }

    [Fact]
    public void Revoking_does_not_wait_for_an_answer()
    {
        var session = Session(Gate());
        var sent = Read(session);

        session.Revoke();

        Assert.False(sent.IsCompleted);
    }

    [Fact]
    public async Task Nothing_is_written_after_revoke_has_returned()
    {
        for (var round = 0; round < 300; round++)
        {
            var written = 0;
            await using var transport = new FakeTransport
            {
                AnswersAtOnce = true,
                BeforeWrite = () =>
                {
                    Thread.Yield();
                    Thread.SpinWait(200);
                    Interlocked.Increment(ref written);
                },
            };
            using var gate = new LinkGate(Spec with { RequestsInFlightMax = 4 }, TimeProvider.System);
            gate.Claim = TestDevices.Claim;
            gate.Connect(transport, _ => { });
            var session = Session(gate);
            var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => WriteUntilRefused(session))).ToArray();

            while (Volatile.Read(ref written) < round % 7) Thread.Yield();
            session.Revoke();
            var atRevoke = Volatile.Read(ref written);
            await Task.WhenAll(writers);

            Assert.Equal(atRevoke, Volatile.Read(ref written));
        }
    }

    private static async Task WriteUntilRefused(ILinkSession session)
    {
        try
        {
            while (true) await Write(session, TestDevices.Permit());
        }
        catch (SendRefusedException refused)
        {
            Assert.Equal(SendRefusal.SessionRevoked, refused.Refusal);
        }
    }
}
